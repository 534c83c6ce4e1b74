package filter

import (
	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func paths() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-020", Title: "A sub-attribute can be asked for",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on a part of a complex attribute, such as name.familyName, finds by that part.",
			Advice:      "Resolve names with a dot to the sub-attribute.",
		}, subAttribute),

		harness.RFC(harness.Declaration{
			ID: "FLT-021", Title: "A filter on a multi-valued attribute holds when one element matches",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on a sub-attribute of a multi-valued attribute, such as emails.value, is true when any element matches.",
			Advice:      "Look at every element, not at the first or the primary one only.",
		}, anyElement),

		harness.RFC(harness.Declaration{
			ID: "FLT-022", Title: "A multi-valued attribute without sub-attribute stands for its value",
			Level: harness.Should, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A filter on a complex multi-valued attribute alone, such as emails co, compares the value of its elements.",
			Advice:      "Read emails as emails.value where a comparison needs a simple value.",
		}, impliedValue),

		harness.RFC(harness.Declaration{
			ID: "FLT-026", Title: "A core attribute with the URN of its schema is understood",
			Level: harness.Should, Ref: "7644 §3.10", Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "An attribute of the core schema can be named with the schema's URN in front.",
			Advice:      "Resolve " + harness.UserURN + ":userName to userName.",
		}, coreURN),

		harness.RFC(harness.Declaration{
			ID: "FLT-028", Title: "Filters on id, externalId, schemas and meta.resourceType work",
			Level: harness.Should, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "The attributes that all resources have in common can be filtered by.",
			Advice:      "Clients find their own accounts by externalId, and Entra confirms members by id: support eq on the common attributes.",
		}, common),
	}
}

func subAttribute(t *harness.T) {
	p := people.Of(t)
	family := func(person people.Person) string {
		name, _ := person.Seen["name"].(map[string]any)
		value, _ := name["familyName"].(string)
		return value
	}
	for _, i := range []int{people.Egon, people.Alma} {
		value := family(p.All[i])
		if value == "" {
			t.SkipBecause("the target shows no name.familyName of the users that were created with one, which CRE-004 is about")
		}
		p.Where(t, "name.familyName eq "+people.Quote(value), p.Which(func(x people.Person) bool { return family(x) == value })...)
	}
}

// mail is the address of one of the elements of a person's e-mails, as the target shows it.
func mail(t *harness.T, person people.Person, kind string) string {
	elements, _ := person.Seen["emails"].([]any)
	for _, e := range elements {
		element, _ := e.(map[string]any)
		if value, _ := element["value"].(string); element["type"] == kind && value != "" {
			return value
		}
	}
	t.SkipBecause("the target does not show the e-mail of type " + kind + " that a user was created with, which CRE-004 is about")
	return ""
}

func anyElement(t *harness.T) {
	p := people.Of(t)
	for _, kind := range []string{"work", "other"} {
		p.Demand(t, "emails.value eq "+people.Quote(mail(t, p.All[people.Bert], kind)), people.Bert)
	}
}

func impliedValue(t *harness.T) {
	p := people.Of(t)
	for _, kind := range []string{"work", "other"} {
		p.Demand(t, "emails co "+people.Quote(mail(t, p.All[people.Cora], kind)), people.Cora)
	}
}

func coreURN(t *harness.T) {
	p := people.Of(t)
	p.Demand(t, harness.UserURN+`:userName eq "`+p.All[people.Dana].UserName+`"`, people.Dana)
}

func common(t *harness.T) {
	p := people.Of(t)
	egon := p.All[people.Egon]
	p.Demand(t, "id eq "+people.Quote(egon.ID), people.Egon)
	if external, ok := egon.Seen["externalId"].(string); ok {
		p.Demand(t, "externalId eq "+people.Quote(external), people.Egon)
	} else {
		t.Remark("the target does not show the externalId that a user was created with; RES-013 is about that")
	}
	everybody := p.Which(func(people.Person) bool { return true })
	p.Where(t, `schemas eq "`+harness.UserURN+`"`, everybody...)
	p.Where(t, `schemas eq "`+harness.GroupURN+`"`)
	p.Where(t, `meta.resourceType eq "User"`, everybody...)
	p.Where(t, `meta.resourceType eq "Group"`)
}
