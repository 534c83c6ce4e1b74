package admin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (a *API) listProviders(w http.ResponseWriter, r *http.Request) error {
	ps, err := a.cfg.Tenants.Providers(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Providers []store.Provider `json:"providers"`
	}{ps})
}

func (a *API) createProvider(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	p, err := a.cfg.Tenants.CreateProvider(r.Context(), r.PathValue("org"), in.ID, in.Name)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, p)
}

func (a *API) deleteProvider(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Tenants.DeleteProvider(r.Context(), r.PathValue("org"), r.PathValue("provider")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
