package creation

import (
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func created() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-001", Title: "Creating a minimal user answers 201",
			Level: harness.Must, Ref: section, Effect: harness.EffectWrite,
			Requirement: "A user with nothing but what the schema requires is created and answered with 201.",
			Advice:      "Demand no attribute that your schema does not mark as required, and answer 201 Created: not 200, not 202.",
		}, minimal),

		harness.RFC(harness.Declaration{
			ID: "CRE-002", Title: "The answer to a create holds the resource",
			Level: harness.Should, Ref: section, Effect: harness.EffectWrite,
			Requirement: "The body of a 201 is the full representation: id, meta, schemas and the values sent.",
			Advice:      "Answer what a GET of the new resource answers; clients take the id from it.",
		}, representation),

		harness.RFC(harness.Declaration{
			ID: "CRE-003", Title: "The answer to a create says where the resource is",
			Level: harness.Must, Ref: section, Effect: harness.EffectWrite,
			Requirement: "A 201 carries a Location header that is the same as meta.location.",
			Advice:      "Send the URL of the new resource in Location and in meta.location, both absolute.",
		}, location),

		harness.RFC(harness.Declaration{
			ID: "CRE-022", Title: "The endpoint decides the resource type",
			Level: harness.Must, Ref: "7644 §3.3.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A create sets meta.resourceType to the type of the endpoint, whatever the body says.",
			Advice:      "Ignore meta in bodies: it is readOnly.",
		}, resourceType),
	}
}

// least is a user with what the target's schema requires.
func least(t *harness.T) harness.Attrs {
	body := t.RequiredBody(t.UserType())
	if body["userName"] == nil {
		body["userName"] = t.Name(harness.Domain) // RFC 7643 §4.1.1 requires it, whatever the schema says
	}
	return body
}

func minimal(t *harness.T) {
	t.Create(users, least(t)).Is(http.StatusCreated)
}

func representation(t *harness.T) {
	sent := t.UserBody(harness.Attrs{"externalId": t.Name("")})
	var answer *harness.Answer
	t.Arrange("creating a user", func() { answer = t.Create(users, sent).Is(http.StatusCreated, http.StatusOK, http.StatusAccepted) })
	o := answer.Object()
	o.Value("id").String().NotEmpty()
	o.Value("meta").Object().NotEmpty()
	o.Value("schemas").Array().ContainsAny(harness.UserURN)
	if path, got, want := lost(t, sent.Plain(), o.Raw()); path != "" {
		answer.Fail("the answer does not show "+path+" as it was sent", got, want)
	}
}

func location(t *harness.T) {
	var answer *harness.Answer
	t.Arrange("creating a user", func() {
		answer = t.Create(users, t.UserBody(nil)).Is(http.StatusCreated, http.StatusOK, http.StatusAccepted)
	})
	header := answer.Header("Location")
	if header == "" {
		answer.Fail("there is no Location", "no such header", "the URL of the new user")
	}
	doc := answer.Doc()
	if doc == nil { // CRE-002 is about that
		t.Remark("the create was answered without a body, so Location was compared with what it leads to")
		if found, _ := t.Follow(header); found != nil {
			doc = found.Doc()
		}
	}
	switch in, _ := harness.Member(doc, "meta", "location").(string); {
	case in == "":
		answer.Fail("there is no meta.location to go with Location", "Location "+harness.Show(header), "the same value in meta.location")
	case in != header:
		answer.Fail("Location is not meta.location", harness.Show(header), harness.Show(in))
	}
	found, reason := t.Follow(header)
	if found == nil {
		t.Remark("Location was not followed: %s", reason)
		return
	}
	t.Settle(func() {
		found, _ = t.Follow(header)
		found.Is(http.StatusOK)
		if got, want := found.PeekID(), answer.PeekID(); got != "" && want != "" && got != want {
			found.Fail("Location does not lead to the new user", harness.Show(found.PeekID()), harness.Show(answer.PeekID()))
		}
	})
}

func resourceType(t *harness.T) {
	body := t.UserBody(nil)
	body["meta"] = harness.Attrs{"resourceType": "Group"}
	var answer *harness.Answer
	t.Arrange("creating a user with meta in the body (RES-006)", func() { answer = t.Create(users, body).Is(http.StatusCreated, http.StatusOK) })
	wantUser(answer)
	t.Settle(func() {
		read := t.Get(users + "/" + url.PathEscape(answer.ID())).Is(http.StatusOK)
		if !wantUser(read) {
			t.SkipBecause("the user shows no meta.resourceType, which RES-007 is about")
		}
	})
}

// wantUser asserts that what an answer says of the resource type is right, and tells whether it says anything.
func wantUser(answer *harness.Answer) (said bool) {
	got := harness.Member(answer.Doc(), "meta", "resourceType")
	if got != nil && got != "User" {
		answer.Fail("meta.resourceType is not that of the endpoint", harness.Show(got), `"User"`)
	}
	return got != nil
}
