package dial

import "slices"

// Type says how the values of a dial are written.
type Type string

// The types of dials.
const (
	Switch    Type = "switch"    // on, off
	Enum      Type = "enum"      // one of Values
	Int       Type = "int"       // a whole number between Min and Max
	Duration  Type = "duration"  // a positive Go duration
	Durations Type = "durations" // comma-separated Go durations; the last one repeats
	Text      Type = "text"      // free text that fits into a header line; may be empty
)

// Mark is the strength of the evidence for a default (entra-wire-protocol §0.1).
type Mark string

// The marks. A dial carries the mark of its default, not of the alternatives.
const (
	Documented  Mark = "doc"      // stated in Microsoft documentation or a Microsoft repository
	Observed    Mark = "obs"      // seen in public reports or captures
	Inferred    Mark = "inf"      // stated by nobody; an engineering choice
	Conflicting Mark = "conflict" // sources disagree; the evidence says which one was followed
)

// Dial is one row of the table.
type Dial struct {
	Name        string   `json:"name"`
	Type        Type     `json:"type"`
	Default     string   `json:"default"`
	Values      []string `json:"values,omitempty"` // what an Enum or Switch accepts
	Min         int      `json:"min,omitzero"`     // Int only
	Max         int      `json:"max,omitzero"`     // Int only
	Mark        Mark     `json:"mark"`
	Evidence    string   `json:"evidence"`    // what stands behind the default
	Source      string   `json:"source"`      // where in the references
	Description string   `json:"description"` // what it changes
}

// Table returns every dial, sorted by name. The result is the caller's to keep.
func Table() []Dial {
	out := make([]Dial, len(table))
	for i, d := range table {
		d.Values = slices.Clone(d.Values)
		out[i] = d
	}
	return out
}

// Lookup returns the dial with this name.
func Lookup(name string) (Dial, bool) {
	i, ok := index[canonical(name)]
	if !ok {
		return Dial{}, false
	}
	d := table[i]
	d.Values = slices.Clone(d.Values)
	return d, true
}

// Allowed describes the values a dial accepts, for messages and for the table.
func (d Dial) Allowed() string {
	return d.rule().allowed
}
