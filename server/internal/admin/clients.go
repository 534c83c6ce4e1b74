package admin

import (
	"net/http"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
)

// client is a registered OAuth client without what is secret.
type client struct {
	oauth.Client
	Lifetime string         `json:"lifetime"` // of access tokens
	Secrets  []clientSecret `json:"secrets"`
}

// clientSecret is a secret with its state spelled out.
type clientSecret struct {
	oauth.Secret
	State string `json:"state"` // live, revoked or expired
}

func (a *API) client(c oauth.Client) client {
	out := client{Client: c, Lifetime: c.Lifetime.String(), Secrets: []clientSecret{}}
	if out.Federations == nil {
		out.Federations = []oauth.Federation{}
	}
	for _, s := range c.Secrets {
		out.Secrets = append(out.Secrets, a.clientSecret(s))
	}
	return out
}

func (a *API) clientSecret(s oauth.Secret) clientSecret {
	switch {
	case !s.Revoked.IsZero():
		return clientSecret{s, "revoked"}
	case !s.Live(a.cfg.Now()):
		return clientSecret{s, "expired"}
	}
	return clientSecret{s, "live"}
}

func (a *API) listClients(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.cfg.Tenants.Organisation(r.Context(), r.PathValue("org")); err != nil {
		return err
	}
	list, err := a.cfg.Clients.Registered(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	out := make([]client, len(list))
	for i, c := range list {
		out[i] = a.client(c)
	}
	return writeJSON(w, http.StatusOK, struct {
		Clients []client `json:"clients"`
	}{out})
}

func (a *API) registerClient(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		ID          string             `json:"id"`
		Provider    string             `json:"provider"`
		Scopes      []string           `json:"scopes"`
		Lifetime    string             `json:"lifetime"`
		Federations []oauth.Federation `json:"federations"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	c := oauth.Client{ID: in.ID, Organisation: r.PathValue("org"), Provider: in.Provider, Scopes: in.Scopes, Federations: in.Federations}
	var err error
	if in.Lifetime != "" {
		if c.Lifetime, err = time.ParseDuration(in.Lifetime); err != nil {
			return badRequest("give a duration like 1h", "lifetime %q is not a duration", in.Lifetime)
		}
	}
	if _, err := a.cfg.Tenants.Organisation(r.Context(), c.Organisation); err != nil {
		return err
	}
	if c, err = a.cfg.Clients.Register(r.Context(), c); err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, a.client(c))
}

func (a *API) unregisterClient(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Clients.Unregister(r.Context(), r.PathValue("org"), r.PathValue("client")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (a *API) setFederations(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Federations []oauth.Federation `json:"federations"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	if err := a.cfg.Clients.SetFederations(r.Context(), r.PathValue("org"), r.PathValue("client"), in.Federations); err != nil {
		return err
	}
	if in.Federations == nil {
		in.Federations = []oauth.Federation{}
	}
	return writeJSON(w, http.StatusOK, in)
}

// addSecret makes a secret, which the answer shows this once.
func (a *API) addSecret(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Label   string    `json:"label"`
		Expires time.Time `json:"expires"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	s, err := a.cfg.Clients.AddSecret(r.Context(), r.PathValue("org"), r.PathValue("client"), oauth.SecretOptions{Label: in.Label, Expires: in.Expires})
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, struct {
		clientSecret
		Client string `json:"client"`
		Value  string `json:"value"`
	}{a.clientSecret(s.Secret), s.Client, s.Value})
}

func (a *API) revokeSecret(w http.ResponseWriter, r *http.Request) error {
	if err := a.cfg.Clients.RevokeSecret(r.Context(), r.PathValue("org"), r.PathValue("client"), r.PathValue("secret")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
