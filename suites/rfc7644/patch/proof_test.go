package patch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/selftest"
	"github.com/entrasim/entrasim/suites/report"
	"github.com/entrasim/entrasim/suites/rfc7644/patch"
)

func TestDefects(t *testing.T) {
	selftest.Catches(t, patch.Checks(), map[string][]string{
		"active-always-true":                 {"PAT-048"},
		"add-unsupported":                    {"PAT-004", "PAT-005", "PAT-007", "PAT-008"},
		"attr-case-sensitive":                {"PAT-039"},
		"conflict-as-500":                    {"PAT-043"},
		"conflict-without-scimtype":          {"PAT-043"},
		"core-urn-path-501":                  {"PAT-040"},
		"empty-200":                          {"PAT-002"},
		"error-in-200":                       {"PAT-011", "PAT-025", "PAT-026", "PAT-031", "PAT-032", "PAT-033", "PAT-034", "PAT-035", "PAT-036", "PAT-038", "PAT-042", "PAT-043", "PAT-044", "PAT-047"},
		"extension-not-in-schemas":           {"PAT-041"},
		"filtered-path-drops-siblings":       {"PAT-017", "PAT-018", "PAT-019"},
		"group-rename-ignored":               {"PAT-003"},
		"group-replace-wipes-members":        {"PAT-014"},
		"invalid-value-untyped":              {"PAT-011", "PAT-025", "PAT-026", "PAT-035", "PAT-036", "PAT-038", "PAT-042"},
		"last-modified-frozen":               {"PAT-045"},
		"last-modified-on-read":              {"PAT-010"},
		"noop-patch-400":                     {"PAT-009", "PAT-027"},
		"null-rejected":                      {"PAT-046"},
		"partial-patch-applied":              {"PAT-029"},
		"patch-201":                          {"PAT-002"},
		"patch-405":                          {"PAT-001", "PAT-002"},
		"patch-501":                          {"PAT-001", "PAT-002"},
		"patch-add-replaces":                 {"PAT-006"},
		"patch-add-without-value-accepted":   {"PAT-011"},
		"patch-complex-overwrites":           {"PAT-008", "PAT-016"},
		"patch-conflict-400":                 {"PAT-043"},
		"patch-empty-accepted":               {"PAT-034"},
		"patch-filter-changes-all":           {"PAT-018", "PAT-019", "PAT-038"},
		"patch-filtered-remove-ignored":      {"PAT-022", "PAT-023"},
		"patch-filtered-remove-wipes":        {"PAT-022"},
		"patch-first-operation-only":         {"PAT-028", "PAT-049"},
		"patch-many-operations-400":          {"PAT-028", "PAT-049"},
		"patch-order-reversed":               {"PAT-028", "PAT-049"},
		"patch-path-500":                     {"PAT-036", "PAT-038", "PAT-047"},
		"patch-pathless-400":                 {"PAT-007", "PAT-014", "PAT-025"},
		"patch-pathless-object-ignored":      {"PAT-007", "PAT-014"},
		"patch-read-only-ignored":            {"PAT-026", "PAT-031"},
		"patch-remove-ignored":               {"PAT-020", "PAT-021", "PAT-022", "PAT-023", "PAT-024", "PAT-025", "PAT-026"},
		"patch-remove-required-accepted":     {"PAT-026"},
		"patch-remove-widened":               {"PAT-024"},
		"patch-remove-without-path-accepted": {"PAT-025"},
		"patch-replace-appends":              {"PAT-015", "PAT-046"},
		"patch-schemas-optional":             {"PAT-033"},
		"patch-unknown-id-204":               {"PAT-044"},
		"patch-unknown-op-accepted":          {"PAT-035", "PAT-047"},
		"precondition-required":              {"PAT-002"},
		"primaries-all":                      {"PAT-030"},
		"primary-not-single":                 {"PAT-030"},
		"reactivation-refused":               {"PAT-048"},
		"rename-unchecked":                   {"PAT-043"},
		"replace-needs-value":                {"PAT-013"},
		"silent-ignore":                      {"PAT-003", "PAT-012"},
		"stale-patch-body":                   {"PAT-002"},
		"stale-read":                         {"PAT-003", "PAT-012"},
		"unknown-id-400":                     {"PAT-044"},
		"unknown-id-500":                     {"PAT-044"},
		"urn-split-on-dot":                   {"PAT-040", "PAT-041"},
		"wrong-type-500":                     {"PAT-011", "PAT-042"},
	}, map[string]string{"PAT-037": "the mood that defects are proven in is a finding by itself; see TestUndeclaredAttributes"})
}

// TestUndeclaredAttributes holds that PAT-037 tells a target that stores what no schema declares from one that ignores it.
func TestUndeclaredAttributes(t *testing.T) {
	for name, tc := range map[string]struct {
		defects []string
		reason  string
	}{
		"ignored": {nil, "ignored"},
		"stored":  {[]string{"unknown-attributes-stored"}, "stored"},
	} {
		t.Run(name, func(t *testing.T) {
			ref, err := selftest.NewReference(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := ref.Close(); err != nil {
					t.Errorf("close the reference server: %v", err)
				}
			}()
			if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, server.Change{TurnOn: tc.defects}); err != nil {
				t.Fatal(err)
			}
			specs, err := selftest.Pick(patch.Checks(), "PAT-037")
			if err != nil {
				t.Fatal(err)
			}
			checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
			if err != nil {
				t.Fatal(err)
			}
			if c := checks[0]; c.Verdict != report.Warn || !strings.Contains(c.Reason, tc.reason) {
				t.Errorf("want a warning that says %s: %s", tc.reason, selftest.Explain(c))
			}
		})
	}
}

// badge is an extension with an attribute that is written once.
const (
	badge     = `{"id":"urn:example:params:scim:schemas:2.0:Badge","name":"Badge","attributes":[{"name":"number","type":"string","mutability":"immutable"}]}`
	badgeType = `{"name":"User","schemaExtensions":[{"schema":"urn:example:params:scim:schemas:2.0:Badge","required":false}]}`
)

// TestImmutable holds that PAT-032 prefers an attribute of users to members of groups, and accuses no server that guards it.
func TestImmutable(t *testing.T) {
	ref, err := selftest.NewReference(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := ref.Close(); err != nil {
			t.Errorf("close the reference server: %v", err)
		}
	}()
	extended := server.Change{Schemas: [][]byte{[]byte(badge)}, Types: [][]byte{[]byte(badgeType)}}
	if err := ref.Server.Configure(t.Context(), server.DefaultOrganisation, extended); err != nil {
		t.Fatal(err)
	}
	specs, err := selftest.Pick(patch.Checks(), "PAT-032")
	if err != nil {
		t.Fatal(err)
	}
	checks, err := ref.Run(t.Context(), harness.Config{}, specs...)
	if err != nil {
		t.Fatal(err)
	}
	c := checks[0]
	written := slices.ContainsFunc(c.Exchanges, func(e report.Exchange) bool { return strings.Contains(e.Request.Body, "Badge:number") })
	if c.Verdict != report.Pass || !written {
		t.Errorf("want a pass that wrote the number of the badge: %s", selftest.Explain(c))
	}
}
