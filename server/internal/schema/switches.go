package schema

// table holds every switch. What a row says is tested: each makes a difference that a client sees.
//
// Not in it, because RFC and Entra want the same: null unassigns (RFC 7643 §2.5), op "add" on a set value replaces it (Q10),
// read-only attributes in POST and PUT are ignored (CHR-011), repeated PATCHes succeed (PAT-009, Q58), form encoding in the
// query (Q14), preconditions honoured and never demanded (Q67), both JSON media types (TRN-008, TRN-009), an empty Resources
// for no match (Q06), case-insensitive names and operators.
var table = slicesOf(valueSwitches, nameSwitches, patchSwitches, filterSwitches, resourceSwitches, answerSwitches)

func slicesOf(areas ...[]Switch) []Switch {
	var all []Switch
	for _, a := range areas {
		all = append(all, a...)
	}
	return all
}

const (
	refused      = "400 invalidValue"
	areaValues   = "values"
	areaNames    = "names"
	areaPatch    = "PATCH"
	areaFilters  = "filters"
	areaResource = "resources"
	areaHTTP     = "HTTP"
	areaAnswers  = "answers"
)

var valueSwitches = []Switch{
	{
		Name: "string-booleans", Area: areaValues,
		Entra: `"True" and "false", in any letter case, are booleans; also in filters`, Strict: refused,
		Evidence: "Q03, Q30, Q52; AAD-008, AAD-009, AAD-014; RFC 7643 §2.3.2",
		tolerant: func(m *Mode) *bool { return &m.StringBooleans },
	},
	{
		Name: "string-numbers", Area: areaValues,
		Entra: `"7" and 7.0 are the integer 7, "2.5" is a decimal; also in filters`, Strict: refused,
		Evidence: "Entra sends the values of a default job as strings; RFC 7643 §2.3.3, §2.3.4",
		tolerant: func(m *Mode) *bool { return &m.StringNumbers },
	},
	{
		Name: "empty-clears", Area: areaValues,
		Entra:    `"" and {"value":""} unassign an attribute, as null does`,
		Strict:   `"" is a string like any other, and ` + refused + ` for other types`,
		Evidence: "Q41, Q69; AAD-017, OKT-009; RFC 7643 §2.5",
		tolerant: func(m *Mode) *bool { return &m.EmptyClears },
	},
	{
		Name: "bare-references", Area: areaValues,
		Entra: `"U42" stands for {"value":"U42"} in a complex attribute: manager, members, emails`, Strict: refused,
		Evidence: "Q09; AAD-016; RFC 7643 §4.3",
		tolerant: func(m *Mode) *bool { return &m.BareReferences },
	},
	{
		Name: "array-for-single", Area: areaValues,
		Entra: "an array of one stands for the one value of a complex attribute", Strict: refused,
		Evidence: "OKT-011; RFC 7643 §2.3.8",
		tolerant: func(m *Mode) *bool { return &m.ArrayForSingle },
	},
	{
		Name: "single-for-array", Area: areaValues,
		Entra: "one value stands for an array of one", Strict: refused,
		Evidence: "Q21; RFC 7643 §2.4",
		tolerant: func(m *Mode) *bool { return &m.SingleForArray },
	},
	{
		Name: "wrapped-values", Area: areaValues,
		Entra: `[{"value":"7"}] is ["7"] where the elements are plain`, Strict: refused,
		Evidence: "Q61; RFC 7643 §2.4",
		tolerant: func(m *Mode) *bool { return &m.WrappedValues },
	},
	{
		Name: "roles-json-text", Area: areaValues,
		Entra: "a role whose value is the text of a JSON object is read as that object", Strict: "the text is the value",
		Evidence: "Q21; RFC 7643 §4.1.2",
		tolerant: func(m *Mode) *bool { return &m.RolesAsJSONText },
	},
	{
		Name: "display-name-alias", Area: areaValues,
		Entra: "displayName inside an element is its display", Strict: "displayName is an unknown attribute there",
		Evidence: "Q21, Q46; RFC 7643 §2.4",
		tolerant: func(m *Mode) *bool { return &m.DisplayNameAlias },
	},
	{
		Name: "canonical-values", Area: areaValues,
		Entra: "any value is stored, canonicalValues are suggestions", Strict: refused + " for a value that is not among the canonicalValues",
		Evidence: "CHR-021; RFC 7643 §2.3.1 (MAY restrict), §7 (suggested)",
		tolerant: func(m *Mode) *bool { return &m.AnyCanonical },
	},
	{
		Name: "reference-values", Area: areaValues,
		Entra: "any text is stored as a reference", Strict: refused + " for what is not a URI, or not an absolute one where the reference is external",
		Evidence: "Q17; CHR-006; RFC 7643 §2.3.7",
		tolerant: func(m *Mode) *bool { return &m.AnyReference },
	},
}

var nameSwitches = []Switch{
	{
		Name: "unknown-attributes", Area: areaNames,
		Entra:    "attributes that no schema has are left out, the rest applies",
		Strict:   "400 invalidSyntax in a body, invalidPath in a PATCH",
		Evidence: "Q11, #18; CRE-016, PAT-037; RFC 7644 §3.12",
		tolerant: func(m *Mode) *bool { return &m.IgnoreUnknown },
	},
	{
		Name: "unknown-schemas", Area: areaNames,
		Entra: "URNs in schemas that are not registered are ignored", Strict: "400 invalidSyntax",
		Evidence: "Q57; AAD-023, CRE-015; RFC 7643 §3",
		tolerant: func(m *Mode) *bool { return &m.IgnoreUnknownSchemas },
	},
	{
		Name: "schemas-optional", Area: areaNames,
		Entra: "a body without schemas is of the endpoint's type", Strict: "400 invalidSyntax",
		Evidence: "CRE-013; RFC 7643 §3",
		tolerant: func(m *Mode) *bool { return &m.SchemasOptional },
	},
	{
		Name: "qualified-keys", Area: areaNames,
		Entra:    `keys of an object may be paths: "name.givenName", "urn:…:User:department"`,
		Strict:   "such a key is an unknown attribute; in a PATCH without path 400 invalidPath",
		Evidence: "Q05, Q42; AAD-011; RFC 7644 §3.5.2.1",
		tolerant: func(m *Mode) *bool { return &m.QualifiedKeys },
	},
	{
		Name: "nested-core", Area: areaNames,
		Entra:    "core attributes may stand inside an object under the core URN",
		Strict:   "that object is an unknown attribute; in a PATCH without path 400 invalidPath",
		Evidence: "Q45, Q48; RFC 7643 §3.3",
		tolerant: func(m *Mode) *bool { return &m.NestedCore },
	},
	{
		Name: "dotted-urn", Area: areaNames,
		Entra: "a dot may stand for the colon behind a schema URN, as in urn:…:User.department", Strict: "such a path is unknown",
		Evidence: "Q08 (customappsso); RFC 7644 §3.10",
		tolerant: func(m *Mode) *bool { return &m.DottedURN },
	},
}

var filterSwitches = []Switch{
	{
		Name: "unquoted-literals", Area: areaFilters,
		Entra: "externalId eq jyoung, and active eq True, are understood", Strict: "400 invalidFilter",
		Evidence: "Q78; FLT-033; RFC 7644 §3.4.2.2",
		tolerant: func(m *Mode) *bool { return &m.UnquotedLiterals },
	},
	{
		Name: "path-after-filter", Area: areaFilters,
		Entra: `emails[type eq "work"].value eq "x" is emails[type eq "work" and value eq "x"]`, Strict: "400 invalidFilter",
		Evidence: "Q16; FLT-025, AAD-004; RFC 7644 §3.4.2.2, figure 1",
		tolerant: func(m *Mode) *bool { return &m.PathAfterFilter },
	},
}

var resourceSwitches = []Switch{
	{
		Name: "group-names", Area: areaResource,
		Entra: "displayName of groups is unique, without regard to letter case: 409 uniqueness", Strict: "groups may share a displayName",
		Evidence: "AAD-025, GRP-021; RFC 7643 §8.7.1",
		tolerant: func(m *Mode) *bool { return &m.GroupNamesUnique },
	},
	{
		Name: "dangling-managers", Area: areaResource,
		Entra: "manager may be any id", Strict: refused + " unless manager is the id of a user",
		Evidence: "Q40; DEL-008; RFC 7643 §2.3.7 (MAY enforce)",
		tolerant: func(m *Mode) *bool { return &m.DanglingManagers },
	},
	{
		Name: "accept", Area: areaHTTP,
		Entra: "Accept is not looked at, every answer is SCIM JSON", Strict: "406 for an Accept that rules out every JSON type",
		Evidence: "Q47; TRN-005, TRN-011; RFC 7644 §3.8",
		tolerant: func(m *Mode) *bool { return &m.AcceptIgnored },
	},
	{
		Name: "unlabelled-body", Area: areaHTTP,
		Entra: "a body without Content-Type is read as SCIM JSON", Strict: "415",
		Evidence: "Q28; TRN-008, TRN-010; RFC 7644 §3.1",
		tolerant: func(m *Mode) *bool { return &m.UnlabelledBody },
	},
}
