package filter

import (
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func order() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-007", Title: "gt, ge, lt, le compare text in lexicographical order",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Ordering operators on a string compare it lexicographically; ge and le include an equal value.",
			Advice:      "Support gt, ge, lt and le on strings, in the order in which the target sorts them.",
		}, textOrder),

		harness.RFC(harness.Declaration{
			ID: "FLT-008", Title: "gt, ge, lt, le compare times, whatever their offset",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Ordering operators on a DateTime compare points in time, also when the two are written with different offsets.",
			Advice:      "Parse both sides to instants before comparing; compared as text, 12:00+05:00 is later than 08:00Z, which it is not.",
		}, timeOrder),
	}
}

func textOrder(t *harness.T) {
	p := people.Of(t)
	bert := people.Quote(p.All[people.Bert].UserName)
	p.Where(t, "userName gt "+bert, people.Cora, people.Dana, people.Egon)
	p.Where(t, "userName ge "+bert, people.Bert, people.Cora, people.Dana, people.Egon)
	p.Where(t, "userName lt "+bert, people.Alma)
	p.Where(t, "userName le "+bert, people.Alma, people.Bert)
}

// margin keeps away from the fraction of a second, which a target may store more exactly than it shows.
const margin = time.Hour

func timeOrder(t *harness.T) {
	p := people.Of(t)
	name, first, last := shownTimes(p, "created")
	if name == "" {
		name, first, last = shownTimes(p, "lastModified")
	}
	if name == "" {
		t.SkipBecause("the target shows no usable meta.created and meta.lastModified, which RES-007 is about")
	}
	everybody := p.Which(func(people.Person) bool { return true })
	// West of Greenwich the text of a time is smaller than in UTC: compared as text, what is later looks earlier.
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", -5*60*60)} {
		before := people.Quote(first.Add(-margin).In(zone).Format(time.RFC3339))
		after := people.Quote(last.Add(margin).In(zone).Format(time.RFC3339))
		p.Where(t, name+" gt "+before, everybody...)
		p.Where(t, name+" lt "+before)
		p.Where(t, name+" le "+after, everybody...)
		p.Where(t, name+" ge "+after)
	}
}

// shownTimes are the first and the last of the times that the people have in meta; name is empty when one of them has none.
func shownTimes(p *people.People, sub string) (name string, first, last time.Time) {
	for i, person := range p.All {
		meta, _ := person.Seen["meta"].(map[string]any)
		text, _ := meta[sub].(string)
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return "", first, last
		}
		if i == 0 || at.Before(first) {
			first = at
		}
		if i == 0 || at.After(last) {
			last = at
		}
	}
	return "meta." + sub, first, last
}
