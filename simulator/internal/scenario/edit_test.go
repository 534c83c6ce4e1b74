package scenario_test

import (
	"strings"
	"testing"
)

// TestWrongEdits: what an edit makes wrong with the mapping is told in the line of the edit, not where the job is set up with it, and
// without a place in a schema that nobody sees.
func TestWrongEdits(t *testing.T) {
	for name, tt := range map[string]struct{ line, want, remedy string }{
		"operator":           {"filter user F department LIKES x", `unknown operator "LIKES"`, "EQUALS"},
		"value of a clause":  {"filter user F department EQUALS", "EQUALS needs one value", ""},
		"source of a clause": {"filter user F members EQUALS x", `no attribute "members"`, "case-sensitive"},
		"source attribute":   {"map user title [nosuch]", "unknown source attribute [nosuch]", "case-sensitive"},
		"target attribute":   {"map user id [objectId]", "id is given by the target", "externalId"},
	} {
		t.Run(name, func(t *testing.T) {
			report := play(t, "story.txtar", "directory small\n\n"+tt.line+"\ncycle\n")
			if len(report.Failures) != 1 || report.Failures[0].Line != 3 || !report.Failures[0].Ended {
				t.Fatalf("got %v, want one failure that ends the play, in line 3", report.Failures)
			}
			f := report.Failures[0]
			if !strings.Contains(f.What, tt.want) || f.Remedy == "" || !strings.Contains(f.Remedy, tt.remedy) || strings.Contains(f.String(), "load mapping") {
				t.Errorf("got %s\nwant %q, with a hint that says %q", f, tt.want, tt.remedy)
			}
			if strings.Count(f.String(), "story.txtar:3") != 1 {
				t.Errorf("got %s\nwant the place once", f)
			}
		})
	}
	report := play(t, "story.txtar", "directory small\nmap user userName [userPrincipalName]\nmap user externalId [mailNickname] match=1\ncycle\n")
	if !report.Passed {
		t.Errorf("no matching attribute for a moment: got %v, want that it is no mistake", report.Failures)
	}
}
