package admin

import (
	_ "embed"
	"log/slog"
	"net/http"
)

//go:embed openapi.json
var openAPI []byte

// OpenAPI returns the API's description.
func OpenAPI() []byte { return append([]byte(nil), openAPI...) }

func (a *API) openAPI(w http.ResponseWriter, _ *http.Request) error {
	return writeBody(w, http.StatusOK, openAPI)
}

type health struct {
	Status   string `json:"status"`
	Instance string `json:"instance,omitzero"`
}

func (a *API) healthz(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, http.StatusOK, health{"ok", a.cfg.Instance})
}

// readyz says 503 while requests would fail: the store is broken, or the server is draining.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Ready(r.Context()); err != nil {
		a.cfg.Logger.Warn("not ready", slog.Any("error", err))
		return &httpError{http.StatusServiceUnavailable, "not ready", "the server is starting, draining, or its store fails; its log has the reason"}
	}
	return writeJSON(w, http.StatusOK, health{"ready", a.cfg.Instance})
}

func (a *API) metrics(w http.ResponseWriter, r *http.Request) error {
	a.cfg.Metrics.ServeHTTP(w, r)
	return nil
}
