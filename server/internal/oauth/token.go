package oauth

import (
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// DefaultTokenPath is where the token endpoint is mounted unless Config says otherwise.
const DefaultTokenPath = "/oauth/token"

// grant is the body of a successful answer (RFC 6749 §5.1).
type grant struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int64  `json:"expires_in"`
	Scope       string `json:"scope"`
}

// TokenEndpoint answers POST at the token path.
func (s *Server) TokenEndpoint() http.Handler { return http.HandlerFunc(s.serveToken) }

func (s *Server) serveToken(w http.ResponseWriter, r *http.Request) {
	var cred credentials
	g, err := s.token(w, r, &cred)
	if err == nil {
		s.cfg.Observe(observedIssued)
		writeJSON(w, http.StatusOK, g)
		return
	}
	var f *failure
	if !errors.As(err, &f) {
		s.cfg.Logger.Error("token request failed", logged(cred.client), slog.Any("error", err))
		f = &failure{status: http.StatusInternalServerError, code: serverError, public: "the server failed; its log has the reason"}
	} else {
		s.cfg.Logger.Info("access token refused", logged(cred.client), slog.String("method", cred.method), slog.String("error", f.code),
			slog.String("description", f.public), slog.String("reason", f.reason))
	}
	s.cfg.Observe(f.code)
	switch f.status {
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", strconv.Itoa(f.wait))
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Basic realm="oauth", charset="UTF-8"`)
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	case http.StatusRequestEntityTooLarge:
		w.Header().Set("Connection", "close") // the rest of the body will not be read
	}
	writeJSON(w, f.status, struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}{f.code, describable(f.public)})
}

// token does what is asked. It notes the credentials as soon as they are known, for the log.
func (s *Server) token(w http.ResponseWriter, r *http.Request, cred *credentials) (grant, error) {
	if r.Method != http.MethodPost {
		return grant{}, &failure{status: http.StatusMethodNotAllowed, code: invalidRequest, public: "the token endpoint takes POST"}
	}
	form, f := readForm(w, r)
	if f != nil {
		return grant{}, f
	}
	switch form["grant_type"] {
	case "client_credentials":
	case "":
		return grant{}, badRequest("grant_type is missing")
	default:
		return grant{}, &failure{status: http.StatusBadRequest, code: unsupportedGrantType, public: "the only grant_type here is client_credentials"}
	}
	found, f := readCredentials(r.Header, form)
	if f != nil {
		return grant{}, f
	}
	*cred = found
	client, err := s.authenticate(r.Context(), found)
	if err != nil {
		return grant{}, err
	}
	scopes, f := granted(client, form["scope"])
	if f != nil {
		return grant{}, f
	}
	if s.cfg.Rate > 0 {
		if wait := s.rates.Take(client.ID, s.cfg.Rate, s.cfg.Burst, s.cfg.Now()); wait > 0 {
			return grant{}, tooMany(wait)
		}
	}
	issued, err := s.issue(r.Context(), client, scopes)
	if err != nil {
		return grant{}, err
	}
	s.cfg.Logger.Info("access token issued", logged(client.ID), slog.String("method", found.method), slog.String("organisation", client.Organisation),
		slog.String("token", issued.ID), slog.Time("expires", issued.Expires))
	return grant{
		AccessToken: base64.RawURLEncoding.EncodeToString([]byte(issued.Secret)), TokenType: "Bearer",
		ExpiresIn: int64(client.Lifetime / time.Second), Scope: strings.Join(scopes, " "),
	}, nil
}

// granted is what a client gets of the scopes it asks for: all of them or nothing (RFC 6749 §3.3).
func granted(c Client, asked string) ([]string, *failure) {
	if asked == "" {
		return c.Scopes, nil
	}
	var scopes []string
	for _, scope := range strings.Split(asked, " ") {
		if !slices.Contains(c.Scopes, scope) {
			return nil, &failure{status: http.StatusBadRequest, code: invalidScope, public: "the client may have only: " + strings.Join(c.Scopes, " ")}
		}
		if !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes, nil
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v, json.Deterministic(true))
	if err != nil { // structs of strings and numbers always marshal
		status, body = http.StatusInternalServerError, []byte(`{"error":"server_error"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json;charset=UTF-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Pragma", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a failing write means that the client has gone
}
