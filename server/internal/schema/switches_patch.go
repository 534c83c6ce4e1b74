package schema

var patchSwitches = []Switch{
	{
		Name: "op-case", Area: areaPatch,
		Entra: "op in any letter case: Add, Replace, Remove", Strict: "400 invalidSyntax unless lower case",
		Evidence: "Q04; AAD-007; RFC 7644 §3.5.2",
		tolerant: func(m *Mode) *bool { return &m.AnyCaseOps },
	},
	{
		Name: "filtered-upsert", Area: areaPatch,
		Entra:    "replace on a filtered path that selects nothing creates the element; an element that is replaced stays what the filter says of it",
		Strict:   "400 noTarget; an element that is replaced is what the value says",
		Evidence: "Q02, #4, #5; PAT-019, AAD-012, AAD-013; RFC 7644 §3.5.2.3",
		tolerant: func(m *Mode) *bool { return &m.UpsertOnFilter },
	},
	{
		Name: "remove-by-value", Area: areaPatch,
		Entra:    "remove of a multi-valued attribute with a value takes out the listed elements only",
		Strict:   refused + ": the elements belong into the path",
		Evidence: "Q01, Q71, #1; AAD-027; RFC 7644 §3.5.2.2",
		tolerant: func(m *Mode) *bool { return &m.RemoveByValue },
	},
	{
		Name: "prune-elements", Area: areaPatch,
		Entra:    "an element left with nothing but type and primary disappears",
		Strict:   "it stays as it is",
		Evidence: "Q71, Q77; AAD-015; RFC 7644 §3.5.2.2",
		tolerant: func(m *Mode) *bool { return &m.PruneElements },
	},
	{
		Name: "read-only-keys", Area: areaPatch,
		Entra:    "id, meta and other read-only keys in an operation without path are ignored, as in POST and PUT",
		Strict:   "400 mutability",
		Evidence: "Q23, Q48; PAT-031, OKT-007, OKT-012; RFC 7644 §3.5.2",
		tolerant: func(m *Mode) *bool { return &m.IgnoreReadOnly },
	},
	{
		Name: "single-value-filter", Area: areaPatch,
		Entra:    `a path may filter a single complex value: manager[value eq "U42"]`,
		Strict:   "400 invalidPath: only multi-valued attributes are filtered",
		Evidence: "Q41, #50; RFC 7644 §3.5.2",
		tolerant: func(m *Mode) *bool { return &m.FilterOnSingle },
	},
	{
		Name: "patch-answer", Area: areaPatch,
		Entra:    "a user is answered with 200 and the resource, a group with 204 unless attributes are asked for",
		Strict:   "200 and the resource",
		Awkward:  "200 or 204, changing from one version of a resource to the next; 200 when attributes are asked for",
		Evidence: "Q15; PAT-002, ATT-005, AAD-029; RFC 7644 §3.5.2",
		tolerant: func(m *Mode) *bool { return &m.AnswerByType },
		odd:      func(m *Mode) *bool { return &m.AwkwardPatching },
	},
}
