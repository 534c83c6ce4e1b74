package robustness

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func filters() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "ROB-007", Title: "Random filters find what a model finds",
		Level: harness.Should, Ref: "7644 §3.4.2.2", Gate: harness.GateFilter, Effect: harness.EffectHeavy, Needs: []harness.Need{harness.NeedUser, harness.NeedFilter},
		Requirement: "Any combination of filters that the target evaluates alone finds exactly the users that satisfy it.",
		Advice:      "The report shows the smallest filter that does not. Parse filters by the grammar of RFC 7644 Figure 1, with not before and before or, instead of splitting the text; unescape strings as JSON.",
	}, randomFilters)}
}

// inhabitants is how many users there are to be found, drawn how many filters are tried.
const (
	inhabitants = 6
	drawn       = 30
)

// people are the run's own users as the target shows them, and how a filter is kept to them.
type people struct {
	shown map[string]map[string]any // by id
	scope predicate
}

func randomFilters(t *harness.T) {
	r := random(t)
	p := settle(t, r)
	atoms := p.understood(t, plainAtoms())
	if len(atoms) == 0 {
		t.SkipBecause("the target evaluates none of the filters that would be combined, which FLT checks are about")
	}
	operators := p.understood(t, []predicate{both{"or", atoms[0], atoms[0]}, negation{atoms[0]}})
	g := grammar{r, atoms, operators}
	for range drawn {
		f := g.draw(2)
		if p.wrong(t, f) == "" {
			continue
		}
		f = shrink(f, predicate.smaller, func(f predicate) bool { return p.wrong(t, f) != "" })
		t.Fail("a filter does not find what it should: "+f.String(), p.wrong(t, f), "users "+p.names(p.expected(f)))
	}
}

// settle creates the people. Their values are in lower case, so that nothing depends on how case is compared.
func settle(t *harness.T, r *rand.Rand) people {
	p := people{shown: map[string]map[string]any{}}
	var names []predicate
	t.Arrange("creating users to be found", func() {
		for i := range inhabitants {
			attrs := harness.Attrs{
				"title": pick(r, titles), "userType": kinds[i%len(kinds)], "active": i%2 == 0,
				"name": harness.Attrs{"givenName": "mira", "familyName": pick(r, families)},
			}
			if i%3 != 0 {
				attrs["nickName"] = "mi"
			}
			body := t.UserBody(onlyFree(t, attrs))
			id := t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
			name, _ := body["userName"].(string)
			names = append(names, comparison{"userName", "eq", name})
			t.Settle(func() { p.shown[id] = t.Get(t.UserAt(id, body).Path).Is(http.StatusOK).Object().Raw() })
		}
	})
	first, _ := names[0].(comparison).value.(string)
	prefix, _, _ := strings.Cut(first, "-1@")
	if p.scope = (comparison{"userName", "sw", prefix}); t.Try(func() { p.wantAll(t) }) {
		return p
	}
	p.scope = names[0]
	for _, n := range names[1:] {
		p.scope = both{"or", p.scope, n}
	}
	if !t.Try(func() { p.wantAll(t) }) {
		t.SkipBecause("no filter keeps the run's own users apart from others, which FLT checks are about")
	}
	return p
}

func (p people) wantAll(t *harness.T) {
	t.Settle(func() {
		if found := p.found(t, p.scope.String()); len(found) != len(p.shown) {
			t.Fail("not all are found", harness.Show(len(found)), harness.Show(len(p.shown)))
		}
	})
}

// found are the ids of the run's own users that a filter finds, sorted.
func (p people) found(t *harness.T, filter string) []string {
	var ids []string
	for _, id := range t.All("/Users", 0, harness.Filter("%s", filter)).IDs() {
		if _, own := p.shown[id]; own {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (p people) expected(f predicate) []string {
	var ids []string
	for id, user := range p.shown {
		if f.holds(user) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// wrong says what a filter does instead of finding what it should; "" when it does.
func (p people) wrong(t *harness.T, f predicate) string {
	var found []string
	if !t.Try(func() { found = p.found(t, both{"and", f, p.scope}.String()) }) {
		return "refused"
	}
	if slices.Equal(found, p.expected(f)) {
		return ""
	}
	return "users " + p.names(found)
}

// names are shorter than ids and say the same.
func (p people) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = fmt.Sprint(p.shown[id]["userName"])
	}
	slices.Sort(out)
	return harness.Show(out)
}

// understood are those predicates that the target evaluates as it should when they stand alone.
func (p people) understood(t *harness.T, candidates []predicate) []predicate {
	var out []predicate
	var left []string
	for _, c := range candidates {
		if p.wrong(t, c) == "" {
			out = append(out, c)
		} else {
			left = append(left, kindOf(c))
		}
	}
	if len(left) > 0 {
		t.Remark("left out, because they do not work alone: %s", strings.Join(left, ", "))
	}
	return out
}

// onlyFree takes out texts for which the target has a list of values, or which clients may not write.
func onlyFree(t *harness.T, attrs harness.Attrs) harness.Attrs {
	schema, published := t.Schema(harness.UserURN)
	for _, name := range []string{"title", "userType", "nickName"} {
		if a, declared := schema.Attribute(name); published && (!declared || !free(a)) {
			delete(attrs, name)
		}
	}
	return attrs
}
