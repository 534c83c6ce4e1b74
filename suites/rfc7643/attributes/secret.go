package attributes

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func secret() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-013", Title: "writeOnly values appear in no answer",
			Level: harness.Must, Ref: "7643 §2.2, §7", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "The values of writeOnly attributes appear in no answer.",
			Advice:      "Leave writeOnly attributes out of every representation, that of the create and the PATCH included, also in masked form.",
		}, func(t *harness.T) {
			keepSecret(t, func(a harness.Attribute) bool { return strings.EqualFold(a.Mutability, "writeOnly") }, false)
		}),

		harness.RFC(harness.Declaration{
			ID: "CHR-014", Title: "returned: never is never, also when asked for by name",
			Level: harness.Must, Ref: "7643 §2.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes with returned: never appear in no answer to create, read, list, search, PUT, PATCH and bulk, nor when attributes names them.",
			Advice:      "Apply returned after attributes and excludedAttributes: naming an attribute does not make it visible.",
		}, func(t *harness.T) {
			keepSecret(t, func(a harness.Attribute) bool { return strings.EqualFold(a.Returned, "never") }, true)
		}),

		harness.RFC(harness.Declaration{
			ID: "CHR-022", Title: "A password is not returned, and no filter tells whether it is right",
			Level: harness.Must, Ref: "7643 §9.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "password is never returned, and a filter on password finds nobody or is refused.",
			Advice:      "Refuse filters on password with 400 or 403: an answer that differs for the right password gives it away.",
		}, noOracle),
	}
}

// password is what RFC 7643 §4.1.1 says, for targets that publish no schema.
var password = harness.Attribute{Name: "password", Type: "string", Mutability: "writeOnly", Returned: "never"}

// secrets are top-level attributes of users that hide applies to, with a value for each.
func secrets(t *harness.T, hide func(harness.Attribute) bool) harness.Attrs {
	rt := t.UserType()
	attributes := t.Attributes(rt)[rt.Schema]
	if len(t.Schemas()) == 0 {
		attributes = []harness.Attribute{password}
	}
	out := harness.Attrs{}
	for _, a := range attributes {
		if hide(a) && isString(a) && a.Writable() {
			out[a.Name] = t.Sample(a, 0)
		}
	}
	if len(out) == 0 {
		t.NotSupported("/Schemas declares no such attribute of users")
	}
	return out
}

// keepSecret writes secrets in every way and looks for them in every answer.
func keepSecret(t *harness.T, hide func(harness.Attribute) bool, ask bool) {
	hidden := secrets(t, hide)
	body := t.UserBody(hidden)
	created := t.Create("/Users", body)
	if created.Status() >= http.StatusBadRequest {
		t.SkipBecause("a user cannot be created with a value to be kept secret, which CRE-024 is about")
	}
	wantHidden(t, created, hidden)
	id := created.Is(http.StatusCreated, http.StatusOK).ID()
	path, names := "/Users/"+url.PathEscape(id), slices.Sorted(maps.Keys(hidden))
	wantHidden(t, t.Get(path).Is(http.StatusOK), hidden)
	find := harness.Filter(`userName eq "%s"`, body["userName"])
	wantHidden(t, t.Get("/Users", find), hidden)
	without := maps.Clone(body)
	maps.DeleteFunc(without, func(name string, _ any) bool { return hidden[name] != nil })
	if !ask { // targets are slow to hash passwords: each is written by PATCH here or by PUT there
		wantHidden(t, t.Put(path, without), hidden)
		if t.Open(harness.GatePatch) {
			wantHidden(t, t.TryPatch(path, harness.Op{Op: "replace", Path: names[0], Value: hidden[names[0]]}), hidden)
		}
		return
	}
	wantHidden(t, t.Put(path, body), hidden)
	if t.Open(harness.GatePatch) {
		wantHidden(t, t.TryPatch(path, harness.Op{Op: "replace", Path: "displayName", Value: "Berg, Mira"}), hidden)
	}
	asked := harness.Param{Name: "attributes", Value: "userName," + strings.Join(names, ",")}
	wantHidden(t, t.Get(path, asked), hidden)
	wantHidden(t, t.Get("/Users", find, asked), hidden)
	wantHidden(t, t.Post("/Users/.search", harness.Attrs{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:SearchRequest"}, "filter": find.Value, "attributes": append([]string{"userName"}, names...),
	}), hidden)
	if t.Announces(harness.GateBulk) {
		wantHidden(t, t.Post("/Bulk", harness.Attrs{
			"schemas":    []string{"urn:ietf:params:scim:api:messages:2.0:BulkRequest"},
			"Operations": []harness.Attrs{{"method": "PUT", "path": path, "data": without}},
		}), hidden)
	}
}

// wantHidden looks at what came, whatever the status: an error that repeats the value gives it away as well. What is asked
// for and not there is another check's business.
func wantHidden(t *harness.T, answer *harness.Answer, hidden harness.Attrs) {
	for name, v := range hidden {
		value, _ := v.(string)
		if len(value) > 0 && bytes.Contains(answer.Body(), []byte(value)) {
			answer.Fail("the value of "+name+" is in the answer", "the value that was written", "no "+name)
		}
		doc := answer.Doc()
		resources := []any{doc}
		if list, ok := doc["Resources"].([]any); ok {
			resources = list
		}
		for _, r := range resources {
			object, _ := r.(map[string]any)
			if got := harness.Member(object, name); !harness.Unassigned(got) {
				answer.Fail(name+" is in the answer", harness.Show(got), "no "+name)
			}
		}
	}
}

func noOracle(t *harness.T) {
	if !t.Declares(harness.UserURN, "password") {
		t.NotSupported("/Schemas does not declare password")
	}
	right, _ := t.Sample(password, 0).(string)
	wrong, _ := t.Sample(password, 1).(string)
	answer := t.Create("/Users", t.UserBody(harness.Attrs{"password": right}))
	if answer.Status() >= http.StatusBadRequest {
		t.SkipBecause("a user cannot be created with a password, which CRE-024 is about")
	}
	wantHidden(t, answer, harness.Attrs{"password": right})
	id := answer.Is(http.StatusCreated, http.StatusOK).ID()
	wantHidden(t, t.Get("/Users/"+url.PathEscape(id)).Is(http.StatusOK), harness.Attrs{"password": right})
	hit, found := finds(t, id, right)
	if !found {
		return
	}
	if _, also := finds(t, id, wrong); also {
		t.Remark("a filter on password finds users whatever the password: it is ignored, which FLT checks are about")
		return
	}
	hit.Fail("a filter on password finds the user who has it", "the user with id "+id, "nobody", "400", "403")
}

// finds tells whether a filter on password finds the user.
func finds(t *harness.T, id, value string) (*harness.Answer, bool) {
	answer := t.Get("/Users", harness.Filter(`password eq "%s"`, value))
	list, _ := answer.Doc()["Resources"].([]any)
	return answer, answer.Status() == http.StatusOK && slices.ContainsFunc(list, func(v any) bool {
		object, _ := v.(map[string]any)
		return object["id"] == id
	})
}
