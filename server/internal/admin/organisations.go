package admin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (a *API) listOrganisations(w http.ResponseWriter, r *http.Request) error {
	os, err := a.cfg.Tenants.Organisations(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Organisations []store.Organisation `json:"organisations"`
	}{os})
}

func (a *API) createOrganisation(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	o, err := a.cfg.Tenants.CreateOrganisation(r.Context(), in.ID, in.Name)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, o)
}

func (a *API) getOrganisation(w http.ResponseWriter, r *http.Request) error {
	o, err := a.cfg.Tenants.Organisation(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, o)
}

func (a *API) deleteOrganisation(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Tenants.DeleteOrganisation(r.Context(), r.PathValue("org")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
