package httpapi

import "github.com/entrasim/entrasim/server/internal/scim"

// me answers /Me with 501 (RFC 7644 §3.11): the subject of a token is a provider, which is no resource here, so there is
// nothing that /Me could be an alias of.
func (a *API) me(*request) (response, error) {
	return response{}, scim.NotImplemented("/Me is not supported: a token stands for an identity provider, not for a user")
}
