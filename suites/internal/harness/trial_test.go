package harness_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// provider is a target with one user whose features answer as a test wants; everybody stands for a list that takes no filter.
type provider struct {
	config, types         string // of the discovery; "" is a 404
	patch, filter, groups int
	everybody             bool
}

func (p provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := func(status int, body string) { answering(status, body)(w, r) }
	path, _, _ := strings.Cut(r.URL.Path[1:], "/")
	found := `{"totalResults":0,"Resources":[]}`
	if p.everybody {
		found = `{"totalResults":1,"Resources":[{"id":"u1","userName":"u"}]}`
	}
	document := map[string]string{"ServiceProviderConfig": p.config, "ResourceTypes": p.types}[path]
	switch {
	case document != "":
		answer(http.StatusOK, document)
	case path == "Groups":
		answer(p.groups, `{"Resources":[]}`)
	case path != "Users":
		answer(http.StatusNotFound, `{}`)
	case r.Method == http.MethodPatch:
		answer(p.patch, `{}`)
	case r.Method == http.MethodPost:
		answer(http.StatusCreated, `{"id":"u1","userName":"u"}`)
	case r.URL.Query().Has("filter"):
		answer(p.filter, found)
	default:
		answer(http.StatusOK, `{"id":"u1","userName":"u"}`)
	}
}

// TestMissingFeature holds what becomes of checks when a target does not have a feature: one of them fails where it must be there,
// and none where the target does not claim it.
func TestMissingFeature(t *testing.T) {
	const (
		has    = `{"patch":{"supported":true},"filter":{"supported":true}}`
		hasNot = `{"patch":{"supported":false},"filter":{"supported":false}}`
	)
	patches := func(c *harness.T) { c.Patch("/Users/u1", harness.Op{Op: "replace", Path: "title", Value: "Clerk"}) }
	filters := func(c *harness.T) { c.WantUsers("", `userName eq "%s"`, "nobody") }
	lists := func(c *harness.T) { c.Get("/Groups").Is(http.StatusOK) }
	arranges := func(c *harness.T) { c.Arrange("changing a user", func() { patches(c) }) }
	working := provider{patch: 204, filter: 200, groups: 200}
	with := func(change func(*provider)) provider {
		p := working
		change(&p)
		return p
	}
	noPatch := func(config string) provider { return with(func(p *provider) { p.config, p.patch = config, 501 }) }
	noFilter := func(config string) provider { return with(func(p *provider) { p.config, p.filter = config, 403 }) }
	ignores := func(config string) provider { return with(func(p *provider) { p.config, p.everybody = config, true }) }
	const pass, fail, skipped, not, note = report.Pass, report.Fail, report.Skipped, report.NotSupported, report.Note
	for name, tc := range map[string]struct {
		target  provider
		profile string
		gate    harness.Gate
		id      string
		body    func(*harness.T)
		want    report.Verdict
	}{
		"announced and refused, the one that says so":         {noPatch(has), harness.RFCFull, harness.GatePatch, "PAT-002", patches, fail},
		"announced and refused, another":                      {noPatch(has), harness.RFCFull, harness.GatePatch, "PAT-003", patches, skipped},
		"announced and refused, without gate":                 {noPatch(has), harness.RFCFull, "", "DEL-002", patches, skipped},
		"announced and refused, as a preparation":             {noPatch(has), harness.RFCFull, "", "DEL-002", arranges, skipped},
		"announced and refused, the honesty check":            {noPatch(has), harness.RFCFull, "", "PAT-001", patches, fail},
		"denied and refused, Entra":                           {noPatch(hasNot), harness.Entra, harness.GatePatch, "PAT-002", patches, fail},
		"denied and refused, Entra, another":                  {noPatch(hasNot), harness.Entra, harness.GatePatch, "AAD-007", patches, skipped},
		"denied and refused":                                  {noPatch(hasNot), harness.RFCFull, harness.GatePatch, "PAT-002", patches, not},
		"denied and refused, without gate":                    {noPatch(hasNot), harness.RFCFull, "", "DEL-002", patches, not},
		"no word and refused":                                 {noPatch(""), harness.RFCFull, harness.GatePatch, "PAT-003", patches, not},
		"no word and refused, Entra":                          {noPatch(""), harness.Entra, "", "AAD-007", patches, skipped},
		"denied, and it works":                                {with(func(p *provider) { p.config = hasNot }), harness.RFCFull, harness.GatePatch, "PAT-002", patches, note},
		"denied, and it works, another":                       {with(func(p *provider) { p.config = hasNot }), harness.RFCFull, harness.GatePatch, "PAT-003", patches, not},
		"denied, and it works, Entra":                         {with(func(p *provider) { p.config = hasNot }), harness.Entra, harness.GatePatch, "PAT-003", patches, pass},
		"a filter refused, the one that says so":              {noFilter(has), harness.Entra, harness.GateFilter, "FLT-001", filters, fail},
		"a filter refused, another":                           {noFilter(has), harness.Entra, "", "AAD-001", filters, skipped},
		"a filter passed over, the one that says so":          {ignores(has), harness.Entra, harness.GateFilter, "FLT-001", filters, fail},
		"a filter passed over, another":                       {ignores(""), harness.Entra, "", "AAD-003", filters, skipped},
		"a filter passed over that is denied, honesty":        {ignores(hasNot), harness.RFCFull, "", "FLT-038", filters, fail},
		"no groups and no word of them":                       {with(func(p *provider) { p.groups = 404 }), harness.Entra, harness.GateGroups, "GRP-001", lists, not},
		"no groups and no word of them, without gate":         {with(func(p *provider) { p.groups = 405 }), harness.Entra, "", "LST-001", lists, not},
		"no groups, announced, the one that says so":          {with(func(p *provider) { p.types, p.groups = withGroups, 501 }), harness.Entra, harness.GateGroups, "GRP-001", lists, fail},
		"no groups, announced, another":                       {with(func(p *provider) { p.types, p.groups = withGroups, 404 }), harness.Entra, harness.GateGroups, "GRP-020", lists, skipped},
		"a crash is no missing feature":                       {with(func(p *provider) { p.patch = 500 }), harness.RFCFull, "", "AAD-007", patches, fail},
		"PATCH works, but not of this":                        {working, harness.RFCFull, "", "PAT-030", func(c *harness.T) { c.Fail("no", "", "") }, fail},
		"everything works":                                    {with(func(p *provider) { p.config, p.types = has, withGroups }), harness.Entra, harness.GateGroups, "GRP-001", lists, pass},
		"a reading run does not try what would have to write": {noPatch(""), harness.Smoke, harness.GatePatch, "TRN-001", lists, pass},
	} {
		t.Run(name, func(t *testing.T) {
			d := declare(tc.id, harness.Must)
			d.Gate, d.Effect = tc.gate, harness.EffectWrite
			if tc.profile == harness.Smoke {
				d.Effect = harness.EffectRead
			}
			checks, _, _ := play(t, tc.target, func(c *harness.Config) { c.Profile = tc.profile }, harness.Check(d, tc.body))
			c := checks[0]
			if c.Verdict != tc.want {
				t.Fatalf("%s is %q because %s; want %q", c.ID, c.Verdict, c.Reason, tc.want)
			}
			said := c.Reason + strings.Join(c.Remarks, " ")
			switch {
			case c.Verdict == skipped && (c.HeldBack == nil || !strings.Contains(c.HeldBack.Need, "PAT-002") && !strings.Contains(c.HeldBack.Need, "FLT-001") && !strings.Contains(c.HeldBack.Need, "GRP-001")):
				t.Errorf("it is held back by %+v, want the check that says what is missing", c.HeldBack)
			case c.Verdict == fail && tc.target.config == has && !strings.HasPrefix(c.Reason, "announced, and it does not work"):
				t.Errorf("it says %q, want that it is announced and does not work", c.Reason)
			case (c.Verdict == not || c.Verdict == note) && said == "":
				t.Error("it does not say why")
			}
		})
	}
}

const withGroups = `{"Resources":[{"name":"User","endpoint":"/Users"},{"name":"Group","endpoint":"/Groups"}]}`
