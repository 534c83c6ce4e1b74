package filter

import (
	"fmt"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func logic() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-011", Title: "eq takes the literals true and false",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A boolean attribute can be compared with true and false, written without quotes.",
			Advice:      "Read the literals of JSON on the right-hand side: strings, numbers, true, false and null.",
		}, booleans),

		harness.RFC(harness.Declaration{
			ID: "FLT-012", Title: "and and or look at both sides",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter with and finds what meets both conditions, one with or what meets either.",
			Advice:      "Evaluate both conditions. A filter that cannot be evaluated is 400 invalidFilter; dropping a condition finds too much.",
		}, bothSides),

		harness.RFC(harness.Declaration{
			ID: "FLT-013", Title: "and binds tighter than or",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Without parentheses, conditions joined by and are grouped before those joined by or.",
			Advice:      "Parse with the precedence of RFC 7644 §3.4.2.2: grouping, not, and, or.",
		}, precedence),

		harness.RFC(harness.Declaration{
			ID: "FLT-014", Title: "Parentheses group conditions, and nest",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "What stands in parentheses is evaluated first, also inside other parentheses.",
			Advice:      "Parse a parenthesis as an expression of its own; do not strip it.",
		}, parentheses),

		harness.RFC(harness.Declaration{
			ID: "FLT-015", Title: "not negates a condition and a group",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "not in front of parentheses finds what does not meet the condition or the group of conditions in them.",
			Advice:      "Negate the whole of what stands in the parentheses.",
		}, negation),
	}
}

func booleans(t *harness.T) {
	if !t.Declares(harness.UserURN, "active") {
		t.NotSupported("the schema of users has no active")
	}
	on, off := people.Of(t).All[people.Dana].User, t.User(harness.Attrs{"active": false})
	t.Arrange("creating one active and one inactive user", func() {
		t.ReadBack(on.Path, func(o *httpexpect.Object) { o.Value("active").IsEqual(true) })
		t.ReadBack(off.Path, func(o *httpexpect.Object) { o.Value("active").IsEqual(false) })
	})
	people.Joins(t)
	people.Finds(t, fmt.Sprintf(`userName eq "%s" and active eq true`, on.UserName), on.ID)
	people.Finds(t, fmt.Sprintf(`userName eq "%s" and active eq false`, on.UserName))
	people.Finds(t, fmt.Sprintf(`userName eq "%s" and active eq false`, off.UserName), off.ID)
	people.Finds(t, fmt.Sprintf(`userName eq "%s" and active eq true`, off.UserName))
}

// terms are conditions that hold for Alma, Bert, Cora and nobody.
func terms(t *harness.T) (p *people.People, a, b, c, none string) {
	p = people.Of(t)
	term := func(name string) string { return `userName eq "` + name + `"` }
	return p, term(p.All[people.Alma].UserName), term(p.All[people.Bert].UserName), term(p.All[people.Cora].UserName), term(t.GUID())
}

func bothSides(t *harness.T) {
	p, a, b, _, none := terms(t)
	p.Demand(t, a+" and "+a, people.Alma)
	p.Demand(t, a+" and "+b)
	p.Demand(t, b+" and "+a)
	p.Demand(t, a+" or "+b, people.Alma, people.Bert)
	p.Demand(t, a+" or "+none, people.Alma)
	p.Demand(t, none+" or "+b, people.Bert)
}

// combines tells whether conditions can be combined at all, which the checks of finer points presuppose.
var combines = harness.Shared[bool]{Name: "and and or look at both sides (FLT-012)", Make: func(t *harness.T) bool {
	return t.Try(func() { bothSides(t) })
}}

func combined(t *harness.T) {
	if !combines.Get(t) {
		t.SkipBecause("conditions cannot be joined by and and or, which FLT-012 is about")
	}
}

func precedence(t *harness.T) {
	combined(t)
	p, a, b, c, _ := terms(t)
	p.Demand(t, a+" or "+b+" and "+c, people.Alma)
	p.Demand(t, b+" and "+c+" or "+a, people.Alma)
}

func parentheses(t *harness.T) {
	combined(t)
	p, a, b, c, _ := terms(t)
	p.Demand(t, "("+a+" or "+b+") and "+b, people.Bert)
	p.Demand(t, b+" and ("+a+" or "+c+")")
	p.Demand(t, "(("+a+" or "+b+") and ("+b+" or "+c+"))", people.Bert)
}

func negation(t *harness.T) {
	people.Joins(t)
	p, a, b, c, _ := terms(t)
	p.Demand(t, a+" and not ("+b+")", people.Alma)
	p.Demand(t, a+" and not ("+a+")")
	if !combines.Get(t) {
		return // without or there are no groups
	}
	p.Demand(t, a+" and not ("+b+" or "+c+")", people.Alma)
	p.Demand(t, b+" and not ("+b+" or "+c+")")
}
