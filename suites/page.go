package suites

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// recorded are the requests of each check, as it sent them to the reference server, and the defects that are about it; written by
// make update.
//
//go:embed recorded.yaml
var recorded []byte

// Page is all there is to say about a check.
type Page struct {
	CheckInfo
	Area string `json:"areaTitle"`
	// Sent are the requests by which the check finds out, without what only prepares them, as they went to the reference server; ids
	// and times are replaced by words in braces.
	Sent []string `json:"sent"`
	// Defects are those of the reference server that are about this check: `entrasim serve --defect NAME` shows it fail.
	Defects []string `json:"defects"`
}

// recording is what is recorded about a check.
type recording struct {
	Sent    []string `yaml:"sent,omitempty"`
	Defects []string `yaml:"defects,omitempty"`
}

var recordings = sync.OnceValues(func() (map[string]recording, error) {
	var out map[string]recording
	if err := yaml.UnmarshalWithOptions(recorded, &out, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read what was recorded of the checks: %w", err)
	}
	return out, nil
})

// Describe gives the page of a check; the id is taken in any letter case.
func Describe(id string) (Page, error) {
	specs, err := harness.Select(catalogue(), "", []string{id}, "")
	if err != nil {
		return Page{}, usage("`entrasim conform list` names the checks", "%w", err)
	}
	all, err := recordings()
	if err != nil {
		return Page{}, &Error{Kind: Internal, Err: err, Advice: "please report this"}
	}
	d := specs[0].Declaration
	r := all[d.ID]
	return Page{CheckInfo: info(d), Area: areas[d.Area()].Title, Sent: r.Sent, Defects: r.Defects}, nil
}

// Markdown is the page as text that is as good to read as to render.
func (p Page) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s %s\n\n%s", p.ID, p.Title, p.Level)
	if p.RFCLevel != "" && p.RFCLevel != p.Level {
		fmt.Fprintf(&b, "; by the RFC %s", p.RFCLevel)
	}
	if p.RFCLevel == "" {
		b.WriteString("; the RFCs are silent")
	}
	fmt.Fprintf(&b, " · %s · effect: %s", p.Ref, p.Effect)
	if p.Gate != "" {
		fmt.Fprintf(&b, " · gate: %s", p.Gate)
	}
	fmt.Fprintf(&b, "\n%s\n\n", strings.Join(p.Profiles, ", "))
	if p.Provisional {
		fmt.Fprintf(&b, "Provisional since %s: it finds nothing worse than a note.\n\n", p.Since)
	}
	for _, part := range []struct{ title, text string }{
		{"Allowed", p.Requirement}, {"With Entra", p.Entra}, {"What to do", p.Advice}, {"Needs", strings.Join(p.Needs, "; ")},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "**%s:** %s\n\n", part.title, part.text)
		}
	}
	if len(p.Sent) > 0 {
		fmt.Fprintf(&b, "**Sent:**\n\n    %s\n\n", strings.Join(p.Sent, "\n    "))
	}
	if len(p.Defects) > 0 {
		fmt.Fprintf(&b, "**Fails under:** %s\n\n", strings.Join(p.Defects, ", "))
	}
	return b.String()
}
