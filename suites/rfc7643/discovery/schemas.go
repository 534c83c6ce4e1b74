package discovery

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func schemas() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-012", Title: "/Schemas lists every schema in use",
			Level: harness.Must, Ref: "7644 §4", Effect: harness.EffectRead,
			Requirement: "GET /Schemas answers 200 with a ListResponse that holds every schema in use.",
			Advice:      "List the schema of every resource type and of every extension, in a ListResponse and not in a bare array: clients learn from it what they may send.",
		}, schemasAnswer),

		harness.RFC(harness.Declaration{
			ID: "DSC-013", Title: "/Schemas/{urn} answers one schema, with the URN raw and percent-encoded",
			Level: harness.Must, Ref: "7644 §3.4.1", Effect: harness.EffectRead,
			Requirement: "GET /Schemas/{urn} answers the one schema, whether the colons of the URN come as they are or percent-encoded.",
			Advice:      "Route on the decoded path: %3A and : are the same there, and a colon is no parameter of a path segment.",
		}, schemaByURN),

		harness.RFC(harness.Declaration{
			ID: "DSC-014", Title: "/Schemas/{unknown} answers 404",
			Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectRead,
			Requirement: "GET of a schema that does not exist answers 404.",
			Advice:      "Answer 404 with a SCIM error when the look-up finds nothing.",
		}, func(t *harness.T) { unknown(t, schemasPath+"/urn:ietf:params:scim:schemas:core:2.0:Nobody-"+t.GUID()) }),

		harness.RFC(harness.Declaration{
			ID: "DSC-015", Title: "Each schema has an id and a name",
			Level: harness.Must, Ref: "7643 §7", Effect: harness.EffectRead,
			Requirement: "Each schema has its URN as id and a name.",
			Advice:      "The id of a schema is its URN, such as " + harness.UserURN + "; the name is for people, such as User.",
		}, schemaNames),

		harness.RFC(harness.Declaration{
			ID: "DSC-023", Title: "/Schemas does not list messages",
			Level: harness.Must, Ref: "7644 §3.1", Effect: harness.EffectRead,
			Requirement: "The schemas of messages (" + messagesURN + "2.0:…) are not listed by /Schemas.",
			Advice:      "Publish the schemas of resources only: ListResponse, PatchOp and the others describe requests and answers.",
		}, noMessages),

		harness.RFC(harness.Declaration{
			ID: "DSC-029", Title: "A schema is found by its URN in any letter case",
			Level: harness.Should, Ref: "7643 §7, 7644 §3.10", Effect: harness.EffectRead,
			Requirement: "GET /Schemas/{urn} finds the schema whatever the letter case of the URN.",
			Advice:      "Compare URNs of schemas without regard to letter case, in paths, in schemas and in filters.",
		}, schemaAnyCase),
	}
}

func schemasAnswer(t *harness.T) {
	answer := t.Get(schemasPath)
	docs := answer.List()
	wantList(answer)
	published := map[string]bool{}
	for _, doc := range docs {
		published[strings.ToLower(text(doc, "id"))] = true
	}
	if len(docs) > 0 && len(published) == 1 && published[""] {
		return // schemas without ids: DSC-015
	}
	var missing []string
	for _, urn := range inUse(t) {
		if !published[strings.ToLower(urn)] {
			missing = append(missing, urn)
		}
	}
	if len(missing) > 0 {
		answer.Fail("schemas in use are not listed", "no "+strings.Join(missing, ", no "), "every schema of a resource type and its extensions")
	}
}

// inUse are the RFC's own schemas that the target must have, judged by what it serves. URNs that only /ResourceTypes names are
// DSC-008's business: there may be a mistake in either document.
func inUse(t *harness.T) []string {
	if t.ResourceTypes() == nil {
		return []string{harness.UserURN}
	}
	var urns []string
	for _, rt := range t.ResourceTypes() {
		switch strings.ToLower(t.Endpoint(rt)) {
		case "/users":
			urns = append(urns, harness.UserURN)
		case "/groups":
			urns = append(urns, harness.GroupURN)
		}
		for _, e := range rt.Extensions {
			if strings.EqualFold(e.Schema, harness.EnterpriseURN) {
				urns = append(urns, e.Schema)
			}
		}
	}
	return urns
}

// known is a schema that the target lists, the User's where there is one.
func known(t *harness.T) (urns []string) {
	for _, doc := range documents(t, schemasPath) {
		switch urn := text(doc, "id"); {
		case urn == "":
		case strings.EqualFold(urn, harness.UserURN):
			urns = append([]string{urn}, urns...)
		default:
			urns = append(urns, urn)
		}
	}
	if len(urns) == 0 {
		t.SkipBecause("no schema has an id, which DSC-015 is about")
	}
	return urns
}

func schemaByURN(t *harness.T) {
	for i, urn := range known(t) {
		wantSchema(t, schemasPath+"/"+urn, urn)
		if i == 0 {
			wantSchema(t, schemasPath+"/"+strings.ReplaceAll(urn, ":", "%3A"), urn)
		}
	}
}

func wantSchema(t *harness.T, path, urn string) {
	answer := t.Get(path).Is(http.StatusOK)
	answer.Object()
	if id := text(answer.Doc(), "id"); !strings.EqualFold(id, urn) {
		answer.Fail("it is not the one schema asked for", "id: "+got(harness.Member(answer.Doc(), "id")), urn)
	}
}

func schemaNames(t *harness.T) {
	var wrong findings
	for _, doc := range documents(t, schemasPath) {
		id := text(doc, "id")
		switch {
		case !strings.Contains(id, ":"):
			wrong.add("the id of the schema "+label(doc)+" is not its URN", got(harness.Member(doc, "id")), "a URN")
		case !strings.HasPrefix(strings.ToLower(id), "urn:"):
			t.Deviation("the id of a schema is a URI but not a URN: %s", id)
		}
		if text(doc, "name") == "" && id != "" {
			t.Deviation("the schema %s has no name", id)
		}
	}
	wrong.report(t)
}

func noMessages(t *harness.T) {
	var wrong findings
	for _, doc := range documents(t, schemasPath) {
		if id := text(doc, "id"); strings.HasPrefix(strings.ToLower(id), messagesURN) {
			wrong.add("the schema of a message is listed", id, "schemas of resources only")
		}
	}
	wrong.report(t)
}

func schemaAnyCase(t *harness.T) {
	urn := known(t)[0]
	t.Arrange("reading one schema", func() { wantSchema(t, schemasPath+"/"+urn, urn) })
	wantSchema(t, schemasPath+"/"+strings.ToUpper(urn), urn)
}
