package httpapi

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// unsupported answers 501 for what RFC 7644 defines and /ServiceProviderConfig does not announce (§3.7, §3.11, §3.4.3).
func unsupported(segments []string) error {
	switch {
	case len(segments) > 0 && segments[0] == "Bulk":
		return scim.NotImplemented("bulk requests are not supported; send one request per resource")
	case len(segments) > 0 && segments[0] == "Me":
		return scim.NotImplemented("/Me is not supported: a token stands for a provider, not for a user")
	case slices.Contains(segments, ".search"):
		return scim.NotImplemented("POST /.search is not supported; use GET with a filter")
	}
	return nil
}
