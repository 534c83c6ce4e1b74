package admin

import (
	"context"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/store"
)

func (a *API) listOrganisations(w http.ResponseWriter, r *http.Request) error {
	os, err := a.cfg.Tenants.Organisations(r.Context())
	if err != nil {
		return err
	}
	for i := range os {
		if os[i], err = a.served(r.Context(), os[i]); err != nil {
			return err
		}
	}
	return writeJSON(w, http.StatusOK, struct {
		Organisations []store.Organisation `json:"organisations"`
	}{os})
}

// served shows the mood in which an organisation is served instead of the one it was created with.
func (a *API) served(ctx context.Context, o store.Organisation) (store.Organisation, error) {
	p, err := a.cfg.Profiles.For(ctx, o.ID)
	if err == nil {
		o.Mood = p.Mode.Name
	}
	return o, err
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
	if o, err = a.served(r.Context(), o); err != nil {
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
