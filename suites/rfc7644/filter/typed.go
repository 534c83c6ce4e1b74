package filter

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/rfc7644/internal/people"
)

func typed() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "FLT-009", Title: "gt, ge, lt, le compare integers as numbers",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Ordering operators on an integer compare numbers: 9 is less than 10.",
			Advice:      "Compare numeric attributes by value; as text, 10 comes before 9.",
		}, integerOrder),

		harness.RFC(harness.Declaration{
			ID: "FLT-010", Title: "Ordering operators on booleans and binaries are refused",
			Level: harness.Must, Ref: section, Gate: harness.GateFilter, Effect: harness.EffectRead,
			Requirement: "gt, ge, lt and le on a boolean or binary attribute answer 400 with scimType invalidFilter.",
			Advice:      "Booleans and binaries have no order: refuse the filter instead of answering something.",
		}, noOrder),
	}
}

// integer is an attribute of users that can hold 9 and 10.
type integer struct {
	urn  string // "" for one of the core schema
	name string
}

func (a integer) path() string {
	if a.urn == "" {
		return a.name
	}
	return a.urn + ":" + a.name
}

func (a integer) body(value int) harness.Attrs {
	if a.urn == "" {
		return harness.Attrs{a.name: value}
	}
	return harness.Attrs{"schemas": []string{harness.UserURN, a.urn}, a.urn: harness.Attrs{a.name: value}}
}

func (a integer) in(resource map[string]any) any {
	if a.urn != "" {
		resource, _ = resource[a.urn].(map[string]any)
	}
	return resource[a.name]
}

// findInteger looks through the schemas that users have.
func findInteger(t *harness.T) (integer, bool) {
	for _, urn := range userSchemas(t) {
		schema, _ := t.Schema(urn)
		for _, a := range schema.Attributes {
			plain := !a.MultiValued && a.Writable() && a.Shown() && len(a.CanonicalValues) == 0
			if !plain || !strings.EqualFold(a.Type, "integer") {
				continue
			}
			if strings.EqualFold(urn, harness.UserURN) {
				urn = ""
			}
			return integer{urn, a.Name}, true
		}
	}
	return integer{}, false
}

// userSchemas are the core schema and the extensions of users, as announced.
func userSchemas(t *harness.T) []string {
	urns := []string{harness.UserURN}
	for _, rt := range t.ResourceTypes() {
		if strings.EqualFold(rt.Name, "User") {
			for _, e := range rt.Extensions {
				urns = append(urns, e.Schema)
			}
		}
	}
	return urns
}

func integerOrder(t *harness.T) {
	attribute, ok := findInteger(t)
	if !ok {
		t.NotSupported("the schemas of users have no integer attribute that a client can write and see")
	}
	nine, ten := t.User(attribute.body(9)), t.User(attribute.body(10))
	t.Arrange("storing 9 and 10 in "+attribute.path(), func() {
		t.ReadBack(nine.Path, func(o *httpexpect.Object) { wantNumber(t, attribute.in(o.Raw()), 9) })
		t.ReadBack(ten.Path, func(o *httpexpect.Object) { wantNumber(t, attribute.in(o.Raw()), 10) })
	})
	people.Joins(t)
	either := func(expression string, want ...string) {
		for _, user := range []harness.User{nine, ten} {
			var ids []string
			for _, id := range want {
				if id == user.ID {
					ids = append(ids, id)
				}
			}
			people.Finds(t, fmt.Sprintf(`userName eq "%s" and %s %s`, user.UserName, attribute.path(), expression), ids...)
		}
	}
	either("lt 10", nine.ID)
	either("gt 9", ten.ID)
	either("le 9", nine.ID)
	either("ge 9", nine.ID, ten.ID)
}

func wantNumber(t *harness.T, got any, want float64) {
	if got != want {
		t.Fail("the number was not stored", harness.Show(got), harness.Show(want))
	}
}

func noOrder(t *harness.T) {
	people.Served(t)
	asked := false
	if t.Declares(harness.UserURN, "active") {
		asked = true
		refused(t, "active gt true")
		refused(t, "active le false")
	}
	schema, _ := t.Schema(harness.UserURN)
	certificates, _ := schema.Attribute("x509Certificates")
	if value, _ := certificates.Sub("value"); strings.EqualFold(value.Type, "binary") {
		asked = true
		refused(t, `x509Certificates.value ge "aGFyYm91cg=="`)
	}
	if !asked {
		t.NotSupported("the schema of users has neither a boolean nor a binary attribute to ask for")
	}
}

// refused asserts that a filter is answered with 400 invalidFilter.
func refused(t *harness.T, filter string) {
	answer := t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"}, harness.Filter("%s", filter)).
		Offered(harness.GateFilter).Is(http.StatusBadRequest)
	switch scimType, ok := answer.SCIMError(); {
	case !ok:
		t.Remark("the refusal of %s is no SCIM error; ERR-001 is about that", filter)
	case scimType != "invalidFilter":
		answer.Fail("the refusal of the filter "+filter+" does not say what is wrong", "scimType "+harness.Show(scimType), `scimType "invalidFilter"`)
	}
}
