package filter

import (
	"fmt"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func element() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-023", Title: "A value filter finds an element that meets both conditions",
			Level: harness.May, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: `emails[type eq "work" and value eq "x"] finds the user one of whose e-mails is of that type and has that value.`,
			Advice:      "Evaluate what stands in brackets on each element by itself.",
		}, oneElement),

		harness.RFC(harness.Declaration{
			ID: "FLT-024", Title: "A value filter does not join conditions of different elements",
			Level: harness.May, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A value filter does not match when one element meets the one condition and another element the other.",
			Advice:      "All conditions in the brackets must hold for the same element: join them in one subquery, not in two.",
		}, twoElements),

		harness.Check(harness.Declaration{
			ID: "FLT-025", Title: "A path may go on behind a value filter",
			Level: harness.MustEntra, RFC: harness.Silent, Ref: "Entra guide", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Profiles:    []string{harness.Entra, harness.EntraGallery},
			Requirement: `emails[type eq "work"].value eq "x" finds the user whose work e-mail has that value.`,
			Advice:      "Entra sends this form when an e-mail is the matching attribute: read it as emails[type eq \"work\" and value eq \"x\"].",
		}, pathBehind),
	}
}

func oneElement(t *harness.T) {
	people.Joins(t)
	p := people.Of(t)
	for _, kind := range []string{"work", "other"} {
		p.Demand(t, fmt.Sprintf(`emails[type eq "%s" and value eq %s]`, kind, people.Quote(mail(t, p.All[people.Alma], kind))), people.Alma)
	}
	p.Demand(t, fmt.Sprintf(`emails[type eq "work" and value eq "%s"]`, t.GUID()))
	p.Demand(t, fmt.Sprintf(`emails[type eq "home" and value eq %s]`, people.Quote(mail(t, p.All[people.Alma], "work"))))
	if marked(p.All[people.Alma]) {
		p.Demand(t, fmt.Sprintf(`emails[primary eq true and value eq %s]`, people.Quote(mail(t, p.All[people.Alma], "work"))), people.Alma)
	}
}

// marked tells whether the target shows that the work e-mail of a person is the primary one.
func marked(person people.Person) bool {
	elements, _ := person.Seen["emails"].([]any)
	for _, e := range elements {
		if element, _ := e.(map[string]any); element["type"] == "work" && element["primary"] == true {
			return true
		}
	}
	return false
}

func twoElements(t *harness.T) {
	people.Joins(t)
	p := people.Of(t)
	work, other := mail(t, p.All[people.Alma], "work"), mail(t, p.All[people.Alma], "other")
	t.Arrange("a value filter", func() {
		p.Demand(t, fmt.Sprintf(`emails[type eq "work" and value eq %s]`, people.Quote(work)), people.Alma)
	})
	p.Demand(t, fmt.Sprintf(`emails[type eq "work" and value eq %s]`, people.Quote(other)))
	p.Demand(t, fmt.Sprintf(`emails[value eq %s and type eq "other"]`, people.Quote(work)))
}

func pathBehind(t *harness.T) {
	people.Joins(t) // the path stands for two conditions
	p := people.Of(t)
	work, other := mail(t, p.All[people.Bert], "work"), mail(t, p.All[people.Bert], "other")
	p.Demand(t, fmt.Sprintf(`emails[type eq "work"].value eq %s`, people.Quote(work)), people.Bert)
	p.Demand(t, fmt.Sprintf(`emails[type eq "work"].value eq %s`, people.Quote(other)))
}
