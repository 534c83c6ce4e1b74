package trial

// Tool is one of Microsoft's testing tools.
type Tool string

// The tools.
const (
	Validator Tool = "validator" // scimvalidator.microsoft.com
	Gallery   Tool = "gallery"   // the validation Logic App for the app gallery
)

// Kind says how much a test counts there.
type Kind string

// The kinds, in the tools' words.
const (
	Mandatory Kind = "mandatory"
	Preview   Kind = "preview"
	Optional  Kind = "optional"
)

// Evidence says how well it is known what a test does: the mark and the source, in the words of the wire reference.
type Evidence struct {
	Mark   string `json:"mark"` // doc, obs N, inf, conflict
	Source string `json:"source"`
}

// Needs is what a test cannot do without.
type Needs uint

// The needs.
const (
	Groups       Needs = 1 << iota // a group schema, and groups not switched off
	Manager                        // a manager attribute
	Deactivation                   // the setting "supports deactivation"
	UserDelete                     // the setting "supports deletion of users"
	GroupDelete                    // the setting "supports deletion of groups"
	Verbose                        // the setting "supports verbose PATCH"
	Concise                        // that setting off
	Job                            // a provisioning job that can be acted out
)

// Test is one test of a tool.
type Test struct {
	ID       string   `json:"id"`      // V1, P1, G1: the number in the wire reference
	Name     string   `json:"name"`    // as Microsoft prints it
	Request  string   `json:"request"` // the line above the name in the web tool; the way the test takes in the gallery's
	Tool     Tool     `json:"tool"`
	Kind     Kind     `json:"kind"`
	Evidence Evidence `json:"evidence"`
	Needs    Needs    `json:"-"`
	Run      func(*T) `json:"-"`
}
