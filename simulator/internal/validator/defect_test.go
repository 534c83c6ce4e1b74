package validator_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/validator"
	"github.com/entrasim/entrasim/simulator/internal/validator/standin"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// The tests that a defect makes remarkable, by verdict. Those that go through the provisioning service stand below: what
// they come to depends on more than the endpoint.
var defects = map[standin.Defect]string{
	standin.Create200:         "G17 G19: unseen; V1 V16: failed",
	standin.DuplicateAccepted: "V2 V17: failed",
	standin.ConflictAs500:     "V2 V17: failed",
	standin.NoMatch404:        "V4 V21: failed",
	standin.FilterIgnored:     "V3 V4 V5 V11 V19 V20 V21 V22: failed",
	standin.FilterCase:        "V5 V22: failed",
	standin.MembersKept:       "V18 V19: failed",
	standin.Patch204:          "P1 P2 V6 V8 V9 V10 V11 V12 V13 V14: false alarm",
	standin.DottedIgnored:     "V6 V8: failed",
	standin.URNIgnored:        "G16 G18 G25 V6 V8 V9 V12 V13 V14: failed",
	standin.NoTarget:          "V8: failed",
	standin.DisabledGone:      "V11: failed",
	standin.BooleanAsText:     "P1 P2 V1 V3 V5 V6 V8 V9 V10 V11 V12 V13 V14: failed",
	standin.TextRejected:      "P1 P2 P4 P5 V1 V2 V3 V5 V6 V9 V10 V11 V12 V13 V14 V15 V25 V26: failed",
	standin.ManagerRejected:   "G25: failed",
	standin.ManagerKeptEmpty:  "G25 V14: unseen",
	standin.DeleteTwice204:    "P3 P4 P6 P7: failed",
	standin.DeleteRefused:     "P3 P4 P6 P7 V15 V27: failed",
	standin.NumericStatus:     "P3 P4 P6 P7 V2 V15 V17 V27: unseen",
	standin.NoLocation:        "V1 V16: unseen",
	standin.RemoveWipes:       "V26: failed",
	standin.ReplaceIgnored:    "V25 V26: failed",
	standin.GroupFrozen:       "G20 V23 V24: failed",
	standin.RenameRefused:     "G18 V10: failed",
	standin.LastOnly:          "G16 G18 G20 P1 V6 V8 V9: failed",
	standin.NullRejected:      "G16: failed",
	standin.EmptyKept:         "G16: failed",
	standin.PagingIgnored:     "G23 G24: failed",
	standin.SchemasArray:      "G15 G19 G20 G24: failed",
	standin.NoGroupSchema:     "G15 G19 G20 G24: failed",
	standin.Secretive:         "G18 P1 V1 V6 V8: failed", // with default attributes nobody knows that title is secret
	standin.Thin:              "G15: failed",
}

// TestDefects: every defect makes the tests remarkable that look at it, and no others.
func TestDefects(t *testing.T) {
	for defect, want := range defects {
		t.Run(string(defect), func(t *testing.T) {
			rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{defect}}, validator.Config{Only: direct()}))
			if got := summary(remarkable(rep)); got != want {
				t.Errorf("remarkable tests:\n got %s\nwant %s", got, want)
			}
		})
	}
}

// direct lists the tests that do not go through the provisioning service: all but the gallery's first fourteen.
func direct() []string {
	var ids []string
	for _, test := range validator.Tests() {
		if test.Needs&trial.Verbose == 0 && (test.ID[0] != 'G' || byNumber(test.ID, "G15") >= 0) {
			ids = append(ids, test.ID)
		}
	}
	return ids
}

// TestDefectsThroughTheService: the gallery's tests of the service see what the endpoint does to it.
func TestDefectsThroughTheService(t *testing.T) {
	const all = "G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11 G12 G13 G14"
	for defect, want := range map[standin.Defect]string{
		standin.NoMatch404:      all,
		standin.FilterIgnored:   "G2 G3 G4 G5 G6 G7 G9 G10 G11 G12 G13 G14", // whoever comes first finds nobody
		standin.DisabledGone:    "G3 G6",
		standin.ManagerRejected: "G5",
		standin.URNIgnored:      "G5",
		standin.DeleteRefused:   "G4 G10 G14",
		standin.GroupFrozen:     "G9",
		standin.NoGroupSchema:   "G8 G9 G10 G11 G12 G13 G14",
	} {
		t.Run(string(defect), func(t *testing.T) {
			rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{defect}}, validator.Config{Only: strings.Fields(all)}))
			for id := range strings.FieldsSeq(want) {
				if r := results(rep)[id]; r.Verdict != trial.Bad {
					t.Errorf("%s: got %s (%s), want failed", id, r.Verdict, r.Summary)
				}
			}
		})
	}
}

// TestSound: without a defect nothing is remarkable, and nothing is left.
func TestSound(t *testing.T) {
	s := &standin.Server{}
	rep := run(t, start(t, s, validator.Config{}))
	if got := remarkable(rep); len(got) > 0 {
		t.Errorf("remarkable tests: got %s, want none", summary(got))
	}
	if s.Len() != 0 || len(rep.Left) != 0 {
		t.Errorf("left behind: got %v and %d resources at the endpoint, want nothing", rep.Left, s.Len())
	}
	if n := rep.Findings(true); n != 0 {
		t.Errorf("strict findings: got %d, want 0", n)
	}
}

// TestMediaType: another media type fails every test of the validator, and none of the gallery's.
func TestMediaType(t *testing.T) {
	rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{standin.MediaJSON}}, validator.Config{Only: direct()}))
	for id, r := range results(rep) {
		fails := r.Verdict == trial.Bad || r.Verdict == trial.Unseen && (id == "P3" || id == "P6")
		if r.Test.Tool == validator.Validator && !fails || r.Test.Tool == validator.Gallery && r.Verdict == trial.Bad {
			t.Errorf("%s: got %s (%s)", id, r.Verdict, r.Summary)
		}
	}
}

// TestNoGroups: without an endpoint for groups the service does not get beyond its probe, and user tests of the validator
// go on.
func TestNoGroups(t *testing.T) {
	rep := run(t, start(t, &standin.Server{Defects: []standin.Defect{standin.NoGroups}}, validator.Config{}))
	for id, r := range results(rep) {
		users := r.Test.Tool == validator.Validator && !strings.Contains(r.Request, "Groups")
		if got := r.Verdict == trial.OK; users && !got {
			t.Errorf("%s: got %s (%s), want passed", id, r.Verdict, r.Summary)
		}
		if id == "V16" && r.Verdict != trial.Bad || id == "G1" && r.Verdict != trial.Bad {
			t.Errorf("%s: got %s, want failed", id, r.Verdict)
		}
	}
}

// summary lists verdicts by what they say.
func summary(m map[string]trial.Verdict) string {
	by := map[trial.Verdict][]string{}
	for _, id := range slices.SortedFunc(maps.Keys(m), byNumber) {
		by[m[id]] = append(by[m[id]], id)
	}
	var parts []string
	for _, ids := range by {
		parts = append(parts, fmt.Sprintf("%s: %s", strings.Join(ids, " "), m[ids[0]]))
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

func byNumber(a, b string) int {
	number := func(s string) (letter string, n int) {
		_, _ = fmt.Sscanf(s[1:], "%d", &n)
		return s[:1], n
	}
	la, na := number(a)
	lb, nb := number(b)
	if la != lb {
		return strings.Compare(la, lb)
	}
	return na - nb
}
