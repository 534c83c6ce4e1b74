package harness

import (
	"fmt"
	"slices"
	"strings"
)

// Gate is the capability without which a check is not applicable.
type Gate string

// The gates that the target opens by what it announces. Those of the first group come from /ServiceProviderConfig, the others
// from /ResourceTypes and /Schemas.
const (
	GatePatch          Gate = "patch"
	GateFilter         Gate = "filter"
	GateSort           Gate = "sort"
	GateBulk           Gate = "bulk"
	GateETag           Gate = "etag"
	GateChangePassword Gate = "changePassword"
	GateCursor         Gate = "cursor" // RFC 9865 §4: pagination.cursor

	GateGroups            Gate = "groups"
	GateEnterprise        Gate = "enterprise"
	GateCustomExtension   Gate = "custom-ext"     // an extension of User that is not the Enterprise one
	GateRequiredExtension Gate = "required-ext"   // an extension that a resource type demands
	GateCustomType        Gate = "custom-type"    // a resource type besides User and Group
	GateBinary            Gate = "binary-attr"    // an attribute of type binary
	GateImmutable         Gate = "immutable-attr" // an attribute that cannot change
)

// The gates that the operator opens (Config.Allow).
const (
	GateLoad        Gate = "load"
	GateFaults      Gate = "faults"
	GateDestructive Gate = "destructive"
	GateMeWrite     Gate = "me-write"
	GateTwoTenants  Gate = "two-tenants" // Config.OtherToken belongs to another tenant
)

// OperatorGates are the gates that only the operator can open.
func OperatorGates() []Gate {
	return []Gate{GateDestructive, GateFaults, GateLoad, GateMeWrite, GateOAuth, GateTwoTenants}
}

// announcedAs is the name of a gate's section in /ServiceProviderConfig.
var announcedAs = map[Gate]string{
	GatePatch: "patch", GateFilter: "filter", GateSort: "sort", GateBulk: "bulk", GateETag: "etag",
	GateChangePassword: "changePassword", GateCursor: "pagination",
}

// silenceCloses are the gates of features that a target without a word about them does not have: they are later than
// RFC 7643, whose §5 demands a word about the others.
var silenceCloses = []Gate{GateCursor}

// gate tells whether g is open as far as the target announces. It is closed only by the target's own word, which is then the
// reason; the operator's gates are none of its business.
func (f features) gate(g Gate) (open bool, reason string) {
	if section, ok := announcedAs[g]; ok {
		supported, known := f.config[section]
		switch {
		case known && !supported:
			return false, "/ServiceProviderConfig says " + section + "." + memberOf(g) + " is false"
		case !known && f.config != nil && slices.Contains(silenceCloses, g):
			return false, "/ServiceProviderConfig does not announce " + section
		}
		return true, ""
	}
	switch g {
	case GateGroups:
		if f.endpoints != nil && !f.endpoints["/groups"] {
			return false, "/ResourceTypes names no endpoint /Groups"
		}
	case GateEnterprise:
		if f.schemas != nil && f.schemas[strings.ToLower(enterpriseURN)] == nil && !f.extends(enterpriseURN) {
			return false, "neither /Schemas nor /ResourceTypes names " + enterpriseURN
		}
	case GateCustomExtension, GateRequiredExtension, GateCustomType:
		return f.typed(g)
	case GateBinary:
		if !f.hasAttribute(func(a Attribute) bool { return a.Type == "binary" }) {
			return false, "/Schemas has no attribute of type binary"
		}
	case GateImmutable:
		if !f.hasAttribute(func(a Attribute) bool { return a.Mutability == "immutable" }) {
			return false, "/Schemas has no immutable attribute"
		}
	}
	return true, ""
}

func memberOf(g Gate) string {
	if g == GateCursor {
		return "cursor"
	}
	return "supported"
}

// extends tells whether a resource type has an extension.
func (f features) extends(urn string) bool {
	for _, rt := range f.types {
		for _, e := range rt.Extensions {
			if strings.EqualFold(e.Schema, urn) {
				return true
			}
		}
	}
	return false
}

// typed decides the gates that need something special in /ResourceTypes; without an answer there they are closed.
func (f features) typed(g Gate) (open bool, reason string) {
	for _, rt := range f.types {
		name := strings.ToLower(rt.Name)
		if g == GateCustomType && name != "user" && name != "group" {
			return true, ""
		}
		for _, e := range rt.Extensions {
			if g == GateRequiredExtension && e.Required {
				return true, ""
			}
			if g == GateCustomExtension && !strings.EqualFold(e.Schema, enterpriseURN) {
				return true, ""
			}
		}
	}
	switch g {
	case GateCustomType:
		return false, "/ResourceTypes names no resource type besides User and Group"
	case GateRequiredExtension:
		return false, "/ResourceTypes names no extension that is required"
	}
	return false, "/ResourceTypes names no extension besides the Enterprise User"
}

func (f features) hasAttribute(is func(Attribute) bool) bool {
	var any func(attributes []Attribute) bool
	any = func(attributes []Attribute) bool {
		return slices.ContainsFunc(attributes, func(a Attribute) bool { return is(a) || any(a.SubAttributes) })
	}
	return slices.ContainsFunc(f.published, func(s Schema) bool { return any(s.Attributes) })
}

// Allowed tells whether the operator opened a gate of theirs; true for all other gates.
func (c Config) Allowed(g Gate) (open bool, reason string) {
	switch {
	case !slices.Contains(OperatorGates(), g):
		return true, ""
	case g == GateTwoTenants:
		return c.OtherToken != "", "the operator gave no token of another tenant (--other-token-env)"
	case g == GateOAuth:
		return c.OAuth != nil, "the operator configured no OAuth client (--oauth-token-url)"
	}
	return slices.Contains(c.Allow, g), fmt.Sprintf("the operator did not allow %s (--allow %[1]s)", g)
}
