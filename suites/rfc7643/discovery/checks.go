package discovery

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(provider(), resourceTypes(), schemas(), characteristics(), core(), honesty(), parameters(), readOnly(), stability())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// The three endpoints.
const (
	configPath  = "/ServiceProviderConfig"
	typesPath   = "/ResourceTypes"
	schemasPath = "/Schemas"
)

// URNs of the documents.
const (
	configURN   = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	typeURN     = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	schemaURN   = "urn:ietf:params:scim:schemas:core:2.0:Schema"
	messagesURN = "urn:ietf:params:scim:api:messages:"
)
