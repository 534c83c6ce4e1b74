package schema

import (
	"fmt"
	"strings"
)

// Mode says which deviations from the RFC are tolerated. Each switch stands for one thing that Entra (or a tool of
// Microsoft's) really sends; the quirk it comes from is named. The zero Mode tolerates nothing.
type Mode struct {
	Name string // "entra", "strict"

	// Values.
	StringBooleans   bool // Q03, Q30, Q52: "True", "false" for booleans, in bodies and in filter literals
	StringNumbers    bool // simple values of a default job are strings throughout: "7" for the integer 7, also in filters
	EmptyClears      bool // Q41, Q69: "" and {"value":""} unassign an attribute
	BareReferences   bool // Q09: "U42" for {"value":"U42"}, in single and in multi-valued complex attributes
	ArrayForSingle   bool // manager as [{"value":"U42"}]: a one-element array for a single complex value
	SingleForArray   bool // one value where an array belongs
	WrappedValues    bool // Q61: [{"value":"7"}] for a multi-valued attribute of plain strings
	RolesAsJSONText  bool // Q21: a role whose value is the text of a JSON object
	DisplayNameAlias bool // Q21: displayName where the element has display

	// Names.
	IgnoreUnknown        bool // Q11: attributes that no schema has are left out, the rest applies
	IgnoreUnknownSchemas bool // Q57: URNs in "schemas" that are not registered
	SchemasOptional      bool // a body without "schemas" is taken for the endpoint's type
	QualifiedKeys        bool // Q05, Q42: "name.givenName" and "urn:…:User:department" as keys of an object
	NestedCore           bool // Q45: core attributes inside an object under the core URN

	// PATCH.
	AnyCaseOps      bool // Q04: "Add", "Replace", "Remove"
	UpsertOnFilter  bool // Q02: replace on emails[type eq "work"].value creates the element when none matches
	RemoveByValue   bool // Q01, Q71: remove with a value list takes out those elements only
	PruneElements   bool // Q71: an element left with nothing but type and primary goes
	IgnoreMetaPatch bool // "meta" inside a pathless object is ignored, as it is in POST and PUT

	// Filters.
	UnquotedLiterals bool // Q78: externalId eq jyoung
}

// ModeEntra is the default mood: everything the quirks list asks of a server.
func ModeEntra() Mode {
	return Mode{
		Name:           "entra",
		StringBooleans: true, StringNumbers: true, EmptyClears: true, BareReferences: true, ArrayForSingle: true,
		SingleForArray: true, WrappedValues: true, RolesAsJSONText: true, DisplayNameAlias: true,
		IgnoreUnknown: true, IgnoreUnknownSchemas: true, SchemasOptional: true, QualifiedKeys: true, NestedCore: true,
		AnyCaseOps: true, UpsertOnFilter: true, RemoveByValue: true, PruneElements: true, IgnoreMetaPatch: true,
		UnquotedLiterals: true,
	}
}

// ModeStrict is the RFC to the letter.
func ModeStrict() Mode { return Mode{Name: "strict"} }

// ModeByName returns the mode of a mood: "entra" or "strict", in any letter case; "" is "entra".
func ModeByName(name string) (Mode, error) {
	switch strings.ToLower(name) {
	case "", "entra":
		return ModeEntra(), nil
	case "strict":
		return ModeStrict(), nil
	default:
		return Mode{}, fmt.Errorf("unknown mood %q: use entra or strict", name)
	}
}
