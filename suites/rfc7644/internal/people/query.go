package people

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// collection is where the people are.
const collection = "/Users"

// narrowing is how the target can be asked for the people of the run and nobody else.
type narrowing struct {
	set   string // finds them; "" when nothing does
	joins bool   // it has been seen to find exactly them, also joined with another condition
}

var (
	offered = harness.Shared[int]{Name: "filters are there, as far as the target says", Make: offer}
	served  = harness.Shared[int]{Name: "a filter is answered with a list (FLT-001)", Make: serve}
	equal   = harness.Shared[bool]{Name: "eq finds exactly the user with the value (FLT-001)", Make: func(t *harness.T) bool { Equal(t); return true }}
	whole   = harness.Shared[bool]{Name: "all pages together hold every user once (LST-013)", Make: func(t *harness.T) bool {
		p := Of(t)
		find(t, p.Own(t), p.IDs()...)
		return true
	}}
	narrowed = harness.Shared[narrowing]{Name: "the run's own users can be found by a filter", Make: narrow}
	joined   = harness.Shared[bool]{Name: "two conditions of a filter can be joined by and (FLT-012)", Make: join}
)

// offer finds out whether the target has filters, when it says nothing about them.
func offer(t *harness.T) int {
	return t.Get(collection, harness.Filter(`userName eq "%s"`, t.GUID())).Offered(harness.GateFilter).Status()
}

// serve demands that a filter is answered, were it as an empty list should not be.
func serve(t *harness.T) int {
	offered.Get(t)
	filter := harness.Filter(`userName eq "%s"`, t.GUID())
	return t.Get(collection, filter).Is(http.StatusOK, http.StatusNotFound, http.StatusNoContent).Status()
}

// narrow looks for a set filter, the cheapest first.
func narrow(t *harness.T) narrowing {
	p := Of(t)
	one := p.All[Dana]
	var best narrowing
	for _, set := range []string{
		fmt.Sprintf(`userName sw "%s"`, p.Prefix),
		fmt.Sprintf(`userName co "%s"`, p.Prefix),
		"(" + p.anyOf() + ")",
	} {
		if !Matches(t, set, p.IDs()...) {
			continue
		}
		if Matches(t, set+` and userName eq "`+one.UserName+`"`, one.ID) {
			return narrowing{set, true}
		}
		if best.set == "" {
			best.set = set
		}
	}
	if best.set == "" && p.prefixes(t) {
		best.set = fmt.Sprintf(`userName sw "%s"`, p.Prefix)
	}
	return best
}

// prefixes tells whether sw can be trusted although it did not find the set: when it finds each of the people alone, it is the
// list that is wrong.
func (p *People) prefixes(t *harness.T) bool {
	for _, person := range p.All {
		var found []map[string]any
		filter := harness.Filter(`userName sw "%s"`, person.UserName)
		if !t.Try(func() { found = t.Get(collection, filter).List() }) || len(found) == 0 {
			return false
		}
		if slices.ContainsFunc(found, func(r map[string]any) bool { return r["userName"] != person.UserName }) {
			return false
		}
	}
	return true
}

// join demands that and works at all: without it an expression cannot be asked of the run's own users only.
func join(t *harness.T) bool {
	p := Of(t)
	a, b := p.All[Alma], p.All[Bert]
	p.Demand(t, fmt.Sprintf(`userName eq "%s" and userName eq "%s"`, a.UserName, a.UserName), Alma)
	p.Demand(t, fmt.Sprintf(`userName eq "%s" and userName eq "%s"`, a.UserName, b.UserName))
	return true
}

func (p *People) anyOf() string {
	terms := make([]string, len(p.All))
	for i, person := range p.All {
		terms[i] = `userName eq "` + person.UserName + `"`
	}
	return strings.Join(terms, " or ")
}

// Served skips the check unless a filter is answered. It writes nothing.
func Served(t *harness.T) { served.Get(t) }

// Found skips the check unless eq finds exactly the user with the value.
func Found(t *harness.T) { equal.Get(t) }

// Equal asserts that eq finds exactly the user with the value: what everything else that filters presupposes.
func Equal(t *harness.T) {
	p := Of(t)
	probe := t.Get(collection, harness.Filter(`userName eq "%s"`, t.GUID()))
	if _, counted := probe.Doc()["totalResults"].(float64); probe.Status() == http.StatusOK && !counted {
		t.SkipBecause("what a filter is answered with is no ListResponse, which LST-001 is about")
	}
	find(t, `userName eq "`+p.All[Egon].UserName+`"`, p.All[Egon].ID)
	find(t, `userName eq "`+p.All[Alma].UserName+`"`, p.All[Alma].ID)
	find(t, `userName eq "`+p.Prefix+`"`) // part of five values and equal to none
}

// Demand asserts that a filter, which must be so written that it can find nobody else, finds exactly these people.
func (p *People) Demand(t *harness.T, filter string, want ...int) {
	var ids []string
	if len(want) > 0 {
		ids = p.IDs(want...)
	}
	Finds(t, filter, ids...)
}

// Finds asserts that a filter of users finds exactly those with these ids.
func Finds(t *harness.T, filter string, ids ...string) {
	equal.Get(t)
	find(t, filter, ids...)
}

func find(t *harness.T, filter string, ids ...string) {
	offered.Get(t)
	p := Of(t)
	want := slices.Sorted(slices.Values(ids))
	t.Settle(func() {
		got := p.Identify(t.All(collection, 0, harness.Filter("%s", filter)).Resources)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fail("the filter "+filter+" does not find what it should", p.name(got), p.name(ids))
		}
	})
}

// Identify names resources by their ids, in the order in which they came. The people are known by their userName: LST-016 is about lists that show
// other ids than reads.
func (p *People) Identify(resources []map[string]any) []string {
	var ids []string
	for _, r := range resources {
		id, _ := r["id"].(string)
		for _, person := range p.All {
			if name, _ := r["userName"].(string); strings.EqualFold(name, person.UserName) {
				id = person.ID
			}
		}
		ids = append(ids, id)
	}
	return ids
}

// Quote writes a value as a filter has it: as a string of JSON.
func Quote(value string) string {
	quoted, err := jsontext.AppendQuote(nil, value)
	if err != nil {
		return `""` // the value is not UTF-8: there is no such value in a check
	}
	return string(quoted)
}

// Whole skips the check unless a list of the run's own users holds each of them once.
func Whole(t *harness.T) { whole.Get(t) }

// Set is a filter that should find exactly the people; ok is false where none can be trusted to.
func (p *People) Set(t *harness.T) (filter string, ok bool) {
	n := narrowed.Get(t)
	return n.set, n.set != ""
}

// Own is a filter that should find exactly the people; checks that need one are skipped where none can be trusted to.
func (p *People) Own(t *harness.T) string {
	n := narrowed.Get(t)
	if n.set == "" {
		t.SkipBecause("no filter finds exactly the run's own users; FLT-001, FLT-004 and FLT-012 are about that")
	}
	return n.set
}

// Where asserts that an expression is true of exactly these people. It is enclosed in parentheses where it needs to be.
func (p *People) Where(t *harness.T, expression string, want ...int) {
	n := narrowed.Get(t)
	if n.joins {
		p.Demand(t, n.set+" and "+expression, want...)
		return
	}
	joined.Get(t)
	for i, person := range p.All {
		filter := fmt.Sprintf(`userName eq "%s" and %s`, person.UserName, expression)
		if slices.Contains(want, i) {
			p.Demand(t, filter, i)
		} else {
			p.Demand(t, filter)
		}
	}
}

// Joins skips the check unless two conditions can be joined by and.
func Joins(t *harness.T) { joined.Get(t) }

// Which are the people of whom is holds.
func (p *People) Which(is func(Person) bool) []int {
	var out []int
	for i, person := range p.All {
		if is(person) {
			out = append(out, i)
		}
	}
	return out
}

// name prints ids as a person reads them.
func (p *People) name(ids []string) string {
	if len(ids) == 0 {
		return "nobody"
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = "user " + harness.Show(id)
		for _, person := range p.All {
			if person.ID == id {
				names[i] = person.UserName
			}
		}
	}
	slices.Sort(names)
	const most = 8
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// Matches tells whether a filter of users finds exactly those with these ids; nothing is asserted.
func Matches(t *harness.T, filter string, ids ...string) bool {
	return t.Try(func() { find(t, filter, ids...) })
}
