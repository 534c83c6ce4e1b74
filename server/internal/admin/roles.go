package admin

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/store"
)

type roleList struct {
	Roles []string `json:"roles"` // lowest first
}

func (a *API) getRoles(w http.ResponseWriter, r *http.Request) error {
	roles, err := a.cfg.Roles.Roles(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, roleList{roles})
}

func (a *API) setRoles(w http.ResponseWriter, r *http.Request) error {
	var in roleList
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	roles, err := a.cfg.Roles.SetRoles(r.Context(), r.PathValue("org"), in.Roles)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, roleList{roles})
}

func (a *API) listMappings(w http.ResponseWriter, r *http.Request) error {
	ms, err := a.cfg.Roles.Mappings(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Mappings []store.RoleMapping `json:"mappings"`
	}{ms})
}

func (a *API) mapRole(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Group string `json:"group"`
		Role  string `json:"role"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	m, err := a.cfg.Roles.Map(r.Context(), r.PathValue("org"), in.Group, in.Role)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, m)
}

func (a *API) unmapRole(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Roles.Unmap(r.Context(), r.PathValue("org"), r.PathValue("group")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// effectiveRole is one line of the table of who has which role and why.
type effectiveRole struct {
	UserID   string `json:"userId"`
	UserName string `json:"userName"`
	Active   bool   `json:"active"`
	Role     string `json:"role"`    // "" none
	GroupID  string `json:"groupId"` // the group that gave it, "" none
}

func (a *API) effectiveRoles(w http.ResponseWriter, r *http.Request) error {
	rs, err := a.cfg.Roles.Effective(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	out := make([]effectiveRole, len(rs))
	for i, e := range rs {
		out[i] = effectiveRole(e)
	}
	return writeJSON(w, http.StatusOK, struct {
		EffectiveRoles []effectiveRole `json:"effectiveRoles"`
	}{out})
}
