package discovery

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func resourceTypes() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-006", Title: "/ResourceTypes is a list of resource types",
			Level: harness.Must, Ref: "7644 §4", Effect: harness.EffectRead,
			Requirement: "GET /ResourceTypes answers 200 with a ListResponse whose items carry the ResourceType schema URN.",
			Advice:      "Wrap the resource types into a ListResponse (schemas, totalResults, Resources), never into a bare array, and give each schemas: [\"" + typeURN + "\"].",
		}, typesAnswer),

		harness.RFC(harness.Declaration{
			ID: "DSC-007", Title: "Resource types say name, endpoint and schema; extensions schema and required",
			Level: harness.Must, Ref: "7643 §6", Effect: harness.EffectRead,
			Requirement: "Each resource type has name, endpoint and schema; each of its schemaExtensions has schema and a boolean required.",
			Advice:      "Fill in what is missing: clients find everything else by these.",
		}, typesComplete),

		harness.RFC(harness.Declaration{
			ID: "DSC-008", Title: "Schemas of resource types are published",
			Level: harness.Must, Ref: "7643 §6", Effect: harness.EffectRead,
			Requirement: "schema and every schemaExtensions[].schema of a resource type is the id of a schema in /Schemas.",
			Advice:      "Publish the missing schema, or correct the URN: a client that builds its mapping from /Schemas cannot use the resource type.",
		}, typesResolve),

		harness.RFC(harness.Declaration{
			ID: "DSC-009", Title: "/ResourceTypes/{id} answers what the list has",
			Level: harness.Must, Ref: "7644 §3.4.1, §4", Effect: harness.EffectRead,
			Requirement: "GET /ResourceTypes/{id} answers 200 with the same object as the list.",
			Advice:      "Serve each resource type under its id (its name, where it has no id) from the same source as the list.",
		}, typesByID),

		harness.RFC(harness.Declaration{
			ID: "DSC-010", Title: "/ResourceTypes/{unknown} answers 404",
			Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectRead,
			Requirement: "GET of a resource type that does not exist answers 404.",
			Advice:      "Answer 404 with a SCIM error when the look-up finds nothing.",
		}, func(t *harness.T) { unknown(t, item(typesPath, "Nobody-"+t.GUID())) }),

		harness.RFC(harness.Declaration{
			ID: "DSC-011", Title: "Announced endpoints answer",
			Level: harness.Should, Ref: "7643 §6", Effect: harness.EffectRead,
			Requirement: "Every endpoint that /ResourceTypes announces answers GET with 200, or says with 403 or tooMany that it is not to be listed.",
			Advice:      "Serve what is announced, or announce only what is served: Entra and others build requests from it.",
		}, typesServed),
	}
}

func typesAnswer(t *harness.T) {
	answer := t.Get(typesPath)
	docs := answer.List()
	wantList(answer)
	if len(docs) == 0 {
		answer.Fail("there is no resource type", "an empty list", "the resource types that are served")
	}
	var wrong findings
	for _, doc := range docs {
		if !listed(doc["schemas"], typeURN) {
			wrong.add("schemas of "+label(doc)+" does not say that it is a resource type", got(doc["schemas"]), typeURN)
		}
	}
	wrong.report(t)
}

func wantList(answer *harness.Answer) {
	if schemas := answer.Doc()["schemas"]; !listed(schemas, harness.ListResponseURN) {
		answer.Fail("it is not a ListResponse", "schemas: "+got(schemas), harness.ListResponseURN)
	}
}

func typesComplete(t *harness.T) {
	var wrong findings
	for _, doc := range documents(t, typesPath) {
		for _, name := range []string{"name", "endpoint", "schema"} {
			if text(doc, name) == "" {
				wrong.add(fmt.Sprintf("the resource type %s has no %s", label(doc), name), got(harness.Member(doc, name)), "text")
			}
		}
		extensions := harness.Member(doc, "schemaExtensions")
		if _, isArray := extensions.([]any); extensions != nil && !isArray {
			wrong.add("schemaExtensions of "+label(doc)+" is not an array", got(extensions), "an array")
		}
		for _, e := range objects(extensions) {
			if text(e, "schema") == "" {
				wrong.add("an extension of "+label(doc)+" has no schema", got(e), "the URN of the extension")
			}
			if required := harness.Member(e, "required"); !isBool(required) {
				wrong.add("an extension of "+label(doc)+" does not say whether it is required", got(e), "required: true or false")
			}
		}
	}
	wrong.report(t)
}

func typesResolve(t *harness.T) {
	types, published := documents(t, typesPath), map[string]bool{}
	for _, doc := range documents(t, schemasPath) {
		published[strings.ToLower(text(doc, "id"))] = true
	}
	var wrong findings
	for _, doc := range types {
		urns := []string{text(doc, "schema")}
		for _, e := range objects(harness.Member(doc, "schemaExtensions")) {
			urns = append(urns, text(e, "schema"))
		}
		for _, urn := range urns {
			if urn != "" && !published[strings.ToLower(urn)] { // what is missing altogether is DSC-007's business
				wrong.add("a schema of the resource type "+label(doc)+" is not published", urn, "the id of a schema in "+schemasPath)
			}
		}
	}
	wrong.report(t)
}

func typesByID(t *harness.T) {
	for _, doc := range documents(t, typesPath) {
		id := text(doc, "id")
		if id == "" {
			id = text(doc, "name")
		}
		if id == "" {
			continue
		}
		answer := t.Get(item(typesPath, id)).Is(http.StatusOK)
		answer.Object()
		if !reflect.DeepEqual(comparable(answer.Doc()), comparable(doc)) {
			answer.Fail("it is not what the list has", got(answer.Doc()), harness.Show(doc))
		}
	}
}

// unknown demands 404. What else the answer needs is for ERR checks.
func unknown(t *harness.T, path string) { t.Get(path).Is(http.StatusNotFound) }

func typesServed(t *harness.T) {
	var wrong findings
	for _, doc := range documents(t, typesPath) {
		endpoint := text(doc, "endpoint")
		if endpoint == "" {
			wrong.add("the resource type "+label(doc)+" has no endpoint to answer", "nothing", "an endpoint such as /Users")
			continue
		}
		path := t.Endpoint(harness.ResourceType{Endpoint: endpoint})
		answer := t.Get(path, harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"})
		scimType, _ := answer.SCIMError()
		switch {
		case answer.Status() == http.StatusOK || answer.Status() == http.StatusForbidden:
		case answer.Status() == http.StatusBadRequest && strings.EqualFold(scimType, "tooMany"):
		default:
			wrong.add("the announced endpoint "+endpoint+" does not answer", fmt.Sprintf("%d %s", answer.Status(), http.StatusText(answer.Status())), "200, 403, or 400 tooMany")
		}
	}
	wrong.report(t)
}
