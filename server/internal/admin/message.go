package admin

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/store"
)

// maxBody is the limit of a request body; the largest sensible one is a role list.
const maxBody = 64 << 10

// failure is the body of every error.
type failure struct {
	Error string `json:"error"`
	Hint  string `json:"hint,omitzero"`
}

// httpError is a failure with its status.
type httpError struct {
	status  int
	message string
	hint    string
}

func (e *httpError) Error() string { return e.message }

func badRequest(hint, format string, args ...any) error {
	return &httpError{http.StatusBadRequest, fmt.Sprintf(format, args...), hint}
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return writeBody(w, status, append(body, '\n'))
}

// writeBody sends JSON. A failing write means that the client has gone, which is not the server's error.
func writeBody(w http.ResponseWriter, status int, body []byte) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
	return nil
}

func writeError(w http.ResponseWriter, status int, message, hint string) {
	// A struct of two strings always marshals.
	_ = writeJSON(w, status, failure{message, hint})
}

// fail turns an error into its answer.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	var (
		own    *httpError
		refuse *refusal.Error
	)
	switch {
	case errors.As(err, &own):
		writeError(w, own.status, own.message, own.hint)
	case errors.As(err, &refuse):
		status := map[refusal.Code]int{
			refusal.Invalid: http.StatusBadRequest, refusal.NotFound: http.StatusNotFound, refusal.Conflict: http.StatusConflict,
		}[refuse.Code]
		writeError(w, status, refuse.Message, refuse.Remedy)
	case errors.Is(err, store.ErrNotFound):
		writeError(w, http.StatusNotFound, "no such resource", "list what there is one level up")
	case r.Context().Err() != nil:
		writeError(w, http.StatusServiceUnavailable, "the request was cancelled", "")
	default:
		a.cfg.Logger.Error("admin request failed", slog.String("route", r.Pattern), slog.Any("error", err))
		writeError(w, http.StatusInternalServerError, "internal error", "the server's log has the details")
	}
}

// readBody reads a request body of at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if mt, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || mt != "application/json" {
		return nil, &httpError{http.StatusUnsupportedMediaType, "the body must be labelled application/json", "send Content-Type: application/json"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, &httpError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body exceeds %d bytes", limit), "send less"}
		}
		return nil, badRequest("send the whole body", "the body could not be read")
	}
	return body, nil
}

// readJSON reads a request body into v, strictly.
func readJSON(w http.ResponseWriter, r *http.Request, v any) error {
	body, err := readBody(w, r, maxBody)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, v, json.RejectUnknownMembers(true)); err != nil {
		return badRequest("the API is described at /openapi.json", "the body is not what this operation takes: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// notFoundAsJSON answers what the mux does not route in the API's own error form.
func notFoundAsJSON(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		probe := &headerOnly{header: http.Header{}, status: http.StatusNotFound}
		h.ServeHTTP(probe, r)
		if probe.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", probe.header.Get("Allow"))
			writeError(w, probe.status, r.Method+" is not possible here", "allowed: "+probe.header.Get("Allow"))
			return
		}
		writeError(w, http.StatusNotFound, "no such path", "the API is described at /openapi.json")
	})
}

// headerOnly takes an answer's status and header and drops its body.
type headerOnly struct {
	header http.Header
	status int
}

func (h *headerOnly) Header() http.Header         { return h.header }
func (h *headerOnly) WriteHeader(status int)      { h.status = status }
func (h *headerOnly) Write(p []byte) (int, error) { return len(p), nil }
