package harness

import "strings"

// Level is the strength of a rule, spelled as in the check list.
type Level string

// The levels. Those with a product in parentheses say what is needed to work with it, whatever the RFC says.
const (
	Must        Level = "MUST"
	Should      Level = "SHOULD"
	May         Level = "MAY"
	Info        Level = "INFO"
	MustEntra   Level = "MUST (Entra)"
	ShouldEntra Level = "SHOULD (Entra)"
	MustOkta    Level = "MUST (Okta)"
	ShouldOkta  Level = "SHOULD (Okta)"

	// Silent as an RFC level says that the RFCs have no rule for what is asserted.
	Silent Level = ""
)

// strength is the level without the product.
func (l Level) strength() Level {
	s, _, _ := strings.Cut(string(l), " ")
	return Level(s)
}

// label is the level as a Ginkgo label: labels cannot carry parentheses.
func (l Level) label() string { return strings.ToLower(string(l.strength())) }

// Effect is the worst a check does to the target's data.
type Effect string

// The effects. A check that writes cleans up after itself; Delete says that deleting is what it is about.
const (
	EffectRead   Effect = "read"
	EffectWrite  Effect = "write"
	EffectDelete Effect = "delete"
	EffectHeavy  Effect = "heavy"
)
