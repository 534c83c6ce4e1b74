package attributes

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func text() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-001", Title: "Strings come back as they were sent",
			Level: harness.Must, Ref: "7643 §2.3.1", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "String values come back unchanged, letters of any script, markup and blanks at the ends included; blanks may be refused but not taken away in silence.",
			Advice:      "Store text as it came, in UTF-8, and escape where it is shown, not where it is stored. Entra compares what it reads with what it sent and sends it again for ever when they differ.",
		}, textKept),

		harness.RFC(harness.Declaration{
			ID: "CHR-017", Title: "Letter case is kept",
			Level: harness.Must, Ref: "7643 §7", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Case-exact values keep their letter case; values that are not case-exact still come back in the case last written.",
			Advice:      "Fold the case for comparing, in an index of its own, and keep the value as it was written.",
		}, caseKept),
	}
}

// odd are texts that get lost easily; may tells whether a target may refuse them without a word from us.
var odd = []struct {
	what, text string
	may        bool
}{
	{"letters of many scripts", "Zoë Ångström Ελένη 李小龍 🚢", false},
	{"markup and quotes", `R&D <b>"Quay"</b> \ 7`, false},
	{"zero-width and direction characters", "Mi\u200dra\u200e Holt", true},
	{"blanks at both ends", "  Mira Holt  ", true},
}

// freeText is a top-level attribute for text of any kind.
func freeText(t *harness.T) string {
	for _, name := range []string{"displayName", "nickName", "title"} {
		if t.Declares(harness.UserURN, name) {
			return name
		}
	}
	t.NotSupported("/Schemas declares none of displayName, nickName and title")
	return ""
}

func textKept(t *harness.T) {
	name := freeText(t)
	wantTexts(t)
	for _, o := range odd {
		t.Step(o.what, func() {
			answer := t.Create("/Users", t.UserBody(harness.Attrs{name: o.text}))
			if answer.Status() == http.StatusBadRequest {
				if !o.may {
					t.Deviation("%s in %s are refused: %q", o.what, name, o.text)
				}
				return
			}
			id := answer.Is(http.StatusCreated, http.StatusOK).ID()
			t.ReadBack("/Users/"+url.PathEscape(id), func(obj *httpexpect.Object) {
				stored := harness.Member(obj.Raw(), name)
				if s, isText := stored.(string); stored != nil && (!isText || !same(s, o.text, false)) {
					t.Fail(o.what+" do not come back as they were sent", harness.Show(stored), harness.Show(o.text), "400 on create")
				}
			})
		})
	}
}

// wantTexts compares the single-valued strings of a user who has everything.
func wantTexts(t *harness.T) {
	rt := t.UserType()
	user, sent := t.RichUser()
	t.ReadBack(user.Path, func(o *httpexpect.Object) {
		for _, v := range t.Values(rt, sent.Plain()) {
			path, simple := strings.CutPrefix(v.Path, v.URN+".")
			if !v.Attribute.Shown() || !isString(v.Attribute) || strings.Contains(path, "[") || strings.EqualFold(v.Attribute.Name, "formatted") {
				continue
			}
			place := strings.Split(path, ".")
			if simple {
				place = append([]string{v.URN}, place...)
			}
			want, _ := v.Raw.(string)
			stored := harness.Member(o.Raw(), place...)
			if s, isText := stored.(string); stored != nil && (!isText || !same(s, want, v.Attribute.CaseExact)) {
				t.Fail(v.Path+" does not come back as it was sent", harness.Show(stored), harness.Show(want))
			}
		}
	})
}

func isString(a harness.Attribute) bool {
	return !a.MultiValued && (a.Type == "" || strings.EqualFold(a.Type, "string"))
}

// same compares text; a target may alter the case of what is not case-exact (RFC 7643 §7), which CHR-017 reports.
func same(got, want string, exact bool) bool {
	return got == want || !exact && strings.EqualFold(got, want)
}

func caseKept(t *harness.T) {
	rt := t.UserType()
	attributes := t.Attributes(rt)[rt.Schema]
	mixed := strings.NewReplacer("@", "-MiXeD@").Replace(t.Name(harness.Domain))
	body := t.UserBody(harness.Attrs{"externalId": "Ab" + t.Name("") + "Cd", "userName": mixed, "displayName": "miRa HoLT", "nickName": "mI"})
	exact := map[string]bool{"externalId": true}
	for _, a := range attributes {
		if a.CaseExact && isString(a) && a.Changeable() && a.Shown() && len(a.CanonicalValues) == 0 {
			exact[a.Name] = true
			if s, ok := t.Sample(a, 0).(string); ok && body[a.Name] == nil {
				body[a.Name] = s
			}
		}
	}
	var id string
	t.Arrange("creating a user with mixed case", func() {
		id = t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID()
	})
	t.ReadBack("/Users/"+url.PathEscape(id), func(o *httpexpect.Object) {
		for _, name := range []string{"externalId", "userName", "displayName", "nickName"} {
			wantCase(t, name, body[name], harness.Member(o.Raw(), name), exact[name])
			delete(exact, name)
		}
		for _, a := range attributes {
			if exact[a.Name] {
				wantCase(t, a.Name, body[a.Name], harness.Member(o.Raw(), a.Name), true)
			}
		}
	})
}

func wantCase(t *harness.T, name string, sent, stored any, exact bool) {
	want, isText := sent.(string)
	got, came := stored.(string)
	switch {
	case !isText || !came || got == want || !strings.EqualFold(got, want):
	case exact:
		t.Fail("the letter case of "+name+", which is case-exact, was altered", harness.Show(got), harness.Show(want))
	default:
		t.Tolerate("the letter case of %s was altered from %q to %q; RFC 7643 §7 allows it where caseExact is false, Entra sees a difference at every cycle", name, want, got)
	}
}
