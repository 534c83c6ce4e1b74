package me

import (
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func alias() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "MEE-002", Title: "/Me says where the resource really is",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "/Me answers 200 with Location of the resource that it stands for, or 308 to it.",
			Advice:      "Set Location to the permanent address, /Users/{id}, on every answer to /Me; never to /Me itself.",
		}, located),
		harness.RFC(harness.Declaration{
			ID: "MEE-003", Title: "/Me is the same resource as under its own id",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "What /Me shows is the resource that Location leads to.",
			Advice:      "Resolve /Me to an id once, at the front, and let everything behind it be the code for /Users/{id}.",
		}, same),
		harness.RFC(harness.Declaration{
			ID: "MEE-004", Title: "/Me shows no password and knows projection",
			Level: harness.Must, Ref: "7643 §2.2", Effect: harness.EffectRead,
			Requirement: "/Me never returns password, and attributes narrows what it returns.",
			Advice:      "Send /Me through the code for /Users/{id}, parameters included.",
		}, projected),
	}
}

func located(t *harness.T) {
	answer := supported(t)
	if answer.Status() == http.StatusTemporaryRedirect {
		t.Deviation("the redirect is 307, where RFC 7644 §3.11 has 308")
	} else {
		answer.Is(http.StatusOK, http.StatusPermanentRedirect)
	}
	location := answer.Header("Location")
	switch {
	case location == "":
		answer.Fail("the answer does not say where the resource is", harness.Status(answer)+" without Location", "Location of the resource")
	case strings.HasSuffix(strings.ToLower(strings.TrimRight(location, "/")), "/me"):
		answer.Fail("Location is the alias and not the resource", location, "Location of the resource, such as /Users/{id}")
	}
}

func same(t *harness.T) {
	answer := supported(t)
	under := own(t, answer).Is(http.StatusOK)
	if redirected(answer) {
		return
	}
	for _, name := range []string{"id", "userName", "externalId"} {
		got, want := harness.Member(answer.Doc(), name), harness.Member(under.Doc(), name)
		if got != want {
			answer.Fail(name+" is another one than under the resource's own id", harness.Show(got), harness.Show(want))
		}
	}
}

// always may come back though they were not asked for: returned is always, or meta as some targets have it.
var always = []string{"schemas", "id", "meta", "username"}

func projected(t *harness.T) {
	whole := supported(t)
	narrow := supported(t, harness.Param{Name: "attributes", Value: "userName"})
	if redirected(whole) {
		t.NotSupported("/Me redirects: what it leads to has checks of its own")
	}
	for _, answer := range []*harness.Answer{whole, narrow} {
		if harness.Member(answer.Is(http.StatusOK).Doc(), "password") != nil {
			answer.Fail("password is returned", "password", "an answer without it")
		}
	}
	for name, value := range narrow.Doc() {
		if slices.Contains(always, strings.ToLower(name)) || harness.Unassigned(value) || alwaysReturned(t, name) {
			continue
		}
		narrow.Fail("what was not asked for is returned", name, "userName and what is always returned")
	}
}

func alwaysReturned(t *harness.T, name string) bool {
	schema, _ := t.Schema(harness.UserURN)
	a, _ := schema.Attribute(name)
	return strings.EqualFold(a.Returned, "always")
}
