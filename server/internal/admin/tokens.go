package admin

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// token is a store.Token with its state spelled out.
type token struct {
	store.Token
	State string `json:"state"` // live, revoked or expired
}

func (a *API) token(t store.Token) token {
	switch {
	case !t.Revoked.IsZero():
		return token{t, "revoked"}
	case !t.Expires.IsZero() && !a.cfg.Now().Before(t.Expires):
		return token{t, "expired"}
	}
	return token{t, "live"}
}

func (a *API) listTokens(w http.ResponseWriter, r *http.Request) error {
	ts, err := a.cfg.Tenants.Tokens(r.Context(), r.PathValue("org"), r.URL.Query().Get("provider"))
	if err != nil {
		return err
	}
	out := make([]token, len(ts))
	for i, t := range ts {
		out[i] = a.token(t)
	}
	return writeJSON(w, http.StatusOK, struct {
		Tokens []token `json:"tokens"`
	}{out})
}

func (a *API) issueToken(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Provider  string    `json:"provider"`
		Label     string    `json:"label"`
		Expires   time.Time `json:"expires"`
		ExpiresIn string    `json:"expiresIn"`
		Subject   string    `json:"subject"`
		ReadOnly  bool      `json:"readOnly"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	if in.ExpiresIn != "" {
		d, err := time.ParseDuration(in.ExpiresIn)
		if err != nil || d <= 0 || !in.Expires.IsZero() {
			return badRequest("give either expires, as an RFC 3339 time, or expiresIn, as a duration like 720h",
				"expiresIn %q cannot be used", in.ExpiresIn)
		}
		in.Expires = a.cfg.Now().Add(d)
	}
	t, err := a.cfg.Tenants.IssueToken(r.Context(), r.PathValue("org"), in.Provider, tenant.TokenOptions{
		Label: in.Label, Expires: in.Expires, Subject: in.Subject, ReadOnly: in.ReadOnly,
	})
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, struct {
		token
		Secret string `json:"secret"`
	}{a.token(t.Token), t.Secret})
}

func (a *API) revokeToken(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.cfg.Tenants.RevokeToken(r.Context(), r.PathValue("org"), r.PathValue("token")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
