package schema

// answerSwitches are the places where the RFC leaves the form of an answer open, and clients rely on one of them.
var answerSwitches = []Switch{
	{
		Name: "page-size", Area: areaAnswers,
		Entra:    "a page is as large as asked for, up to the maximum",
		Awkward:  "a page holds fewer resources than asked for, one at least; the size stays the same for one query",
		Evidence: "CLI-012, LST-005; RFC 7644 §3.4.2.4",
		odd:      func(m *Mode) *bool { return &m.SmallPages },
	},
	{
		Name: "list-order", Area: areaAnswers,
		Entra:    "an unsorted list is in the order of creation",
		Awkward:  "the resources of a page come in another order, the same for the same page",
		Evidence: "LST-014, trap 8; RFC 7644 §3.4.2.3",
		odd:      func(m *Mode) *bool { return &m.ShuffledLists },
	},
	{
		Name: "element-order", Area: areaAnswers,
		Entra:    "elements come in the order in which they were added",
		Awkward:  "elements of schemas, emails, members and the like come in another order, the same for the same version",
		Evidence: "CHR-007, trap 8; RFC 7643 §2.4",
		odd:      func(m *Mode) *bool { return &m.ShuffledElements },
	},
	{
		Name: "attribute-order", Area: areaAnswers,
		Entra:    "names come in the order of the schema, schemas first",
		Awkward:  "names come in any order, in bodies of every kind",
		Evidence: "Q46; CHR-007; RFC 7643 §2.3.8",
		odd:      func(m *Mode) *bool { return &m.ShuffledNames },
	},
	{
		Name: "unassigned", Area: areaAnswers,
		Entra:    "attributes without value are left out",
		Awkward:  "some attributes without value are shown as null or []",
		Evidence: "CHR-008, Q45; RFC 7643 §2.5",
		odd:      func(m *Mode) *bool { return &m.ShowUnassigned },
	},
	{
		Name: "time-form", Area: areaAnswers,
		Entra:    "meta has milliseconds and Z",
		Awkward:  "meta has any number of fractional digits, Z or an offset",
		Evidence: "CHR-004; entra-quirks §4 item 13; RFC 7643 §2.3.5",
		odd:      func(m *Mode) *bool { return &m.OddTimes },
	},
	{
		Name: "etag-form", Area: areaAnswers,
		Entra:    `versions are weak entity-tags that count: W/"7"`,
		Awkward:  "versions are weak entity-tags without visible order",
		Evidence: "Q67; ETG-003, ETG-004; RFC 7644 §3.14",
		odd:      func(m *Mode) *bool { return &m.OpaqueTags },
	},
	{
		Name: "json-form", Area: areaAnswers,
		Entra:    "JSON without white space, text as UTF-8",
		Awkward:  `JSON with white space and line ends, and with escapes such as \u00e9 and \/`,
		Evidence: "TRN-012; RFC 8259 §2, §7",
		odd:      func(m *Mode) *bool { return &m.OddJSON },
	},
	{
		Name: "media-type", Area: areaAnswers,
		Entra:    "application/scim+json; charset=utf-8",
		Awkward:  "application/scim+json without parameter",
		Evidence: "Q27; TRN-006; RFC 7644 §8.1",
		odd:      func(m *Mode) *bool { return &m.BareMediaType },
	},
	{
		Name: "error-detail", Area: areaAnswers,
		Entra:    "errors say in detail what is wrong",
		Awkward:  "errors have no detail",
		Evidence: "Q20; AAD-032, ERR-003; RFC 7644 §3.12 (OPTIONAL)",
		odd:      func(m *Mode) *bool { return &m.TerseErrors },
	},
	{
		Name: "id-form", Area: areaAnswers,
		Entra:    "ids are UUIDs",
		Awkward:  "ids are digits, or text with capitals and the characters - . _ ~, up to 64 long",
		Evidence: "GET-004, GET-005, RES-002; RFC 7643 §3.1",
		odd:      func(m *Mode) *bool { return &m.OddIDs },
	},
}
