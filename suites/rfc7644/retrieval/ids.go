package retrieval

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func ids() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "GET-002", Title: "An unknown id answers 404 and says so in a SCIM error",
			Level: harness.Must, Ref: "7644 §3.12", Needs: needs, Effect: harness.EffectDelete,
			Requirement: "GET of an id that does not exist answers 404 with a SCIM error body.",
			Advice:      "Answer 404 with the Error schema. Entra reads 404 as gone and creates the account again; any other status stops it.",
		}, unknown),

		harness.RFC(harness.Declaration{
			ID: "GET-003", Title: "Ids of another form break nothing",
			Level: harness.Must, Ref: "7644 §3.12", Effect: harness.EffectRead,
			Requirement: "GET of an id that is not of the server's own form, is very long, or holds an encoded slash answers 404 or 400.",
			Advice:      "Check the form of an id before it reaches the database, and answer 404.",
		}, odd),

		harness.RFC(harness.Declaration{
			ID: "GET-004", Title: "An id works in a path when it is percent-encoded",
			Level: harness.Must, Ref: "7644 §3.4.1", Effect: harness.EffectWrite,
			Requirement: "An id that the server made, percent-encoded by the client, leads to its resource.",
			Advice:      "Decode path segments once. Best make ids of letters, digits and hyphens only.",
		}, encoded),

		harness.RFC(harness.Declaration{
			ID: "GET-005", Title: "Ids are compared with regard to letter case",
			Level: harness.Must, Ref: "7643 §3.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "id is case-exact: in another letter case it is another id, and answers 404.",
			Advice:      "Compare ids byte by byte; mind databases whose UUID type or collation ignores case.",
		}, otherCase),

		harness.RFC(harness.Declaration{
			ID: "GET-006", Title: "A user is no group",
			Level: harness.Must, Ref: "7643 §6", Needs: []harness.Need{harness.NeedUser, harness.NeedGroup}, Effect: harness.EffectWrite,
			Requirement: "The id of a user answers 404 under /Groups, and the id of a group under /Users.",
			Advice:      "Look resources up by type and id, not by id alone.",
		}, misplaced),
	}
}

var guid = regexp.MustCompile(`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`)

// refuses is what the other checks of ids presuppose.
var refuses = harness.Shared[int]{Name: "an unknown id answers 404 (GET-002)", Make: func(t *harness.T) int {
	return t.Get("/Users/"+t.GUID()).Is(http.StatusNotFound, http.StatusBadRequest).Status()
}}

func unknown(t *harness.T) {
	user := t.User(nil)
	path := "/Users/" + t.GUID()
	if !guid.MatchString(user.ID) {
		t.Arrange("deleting a user", func() { t.Delete(user.Path).Is(http.StatusNoContent, http.StatusOK) })
		path = user.Path
	}
	t.Settle(func() {
		answer := t.Get(path).Is(http.StatusNotFound)
		if _, ok := answer.SCIMError(); !ok {
			answer.Fail("the refusal is no SCIM error", harness.Show(string(answer.Body())), "an object with the schema "+harness.ErrorURN)
		}
	})
}

func odd(t *harness.T) {
	refuses.Get(t)
	for _, id := range []string{"no-such-id", "0", strings.Repeat("x", 600), "a%2Fb", "%F0%9F%99%82", "a%20b", "%00"} {
		answer := t.Get("/Users/" + id)
		switch status := answer.Status(); {
		case status == http.StatusNotFound || status == http.StatusBadRequest:
		case status > http.StatusBadRequest && status < http.StatusInternalServerError:
			t.Remark("GET of /Users/%.20s is refused with %d", id, status) // often by a proxy
		default:
			answer.Fail("an id that cannot be one is not refused as it should be", fmt.Sprintf("status %d", status), "404 Not Found", "400 Bad Request")
		}
	}
}

// escape encodes everything but what RFC 3986 §2.3 never encodes.
func escape(id string) string {
	var b strings.Builder
	for _, c := range []byte(id) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// encoded has no NeedUser: the probe of that reads a user by an id that this check is about.
func encoded(t *harness.T) {
	user := t.User(nil)
	if escape(user.ID) == user.ID {
		t.Arrange("reading the user by the id as it is", func() { t.ReadBack(user.Path, nil) })
	}
	forms := []string{escape(user.ID)}
	if last := len(user.ID) - 1; last >= 0 {
		// RFC 3986 §6.2.2.2: an encoded letter or digit is that letter or digit.
		forms = append(forms, escape(user.ID[:last])+fmt.Sprintf("%%%02X", user.ID[last]))
	}
	for _, form := range forms {
		t.Settle(func() { t.Get("/Users/" + form).Is(http.StatusOK).Object().Value("id").String().IsEqual(user.ID) })
	}
}

func otherCase(t *harness.T) {
	refuses.Get(t)
	user := t.User(nil)
	id := strings.ToUpper(user.ID)
	if id == user.ID {
		id = strings.ToLower(user.ID)
	}
	if id == user.ID {
		t.NotSupported("the target makes ids without letters")
	}
	answer := t.Get("/Users/"+url.PathEscape(id)).Is(http.StatusNotFound, http.StatusBadRequest)
	if answer.Status() == http.StatusBadRequest {
		t.Remark("the id in another letter case is refused with 400, as one that cannot be")
	}
}

func misplaced(t *harness.T) {
	if !t.Open(harness.GateGroups) {
		t.NotSupported("the target has no groups")
	}
	refuses.Get(t)
	user, group := t.User(nil), t.Group()
	for _, path := range []string{"/Groups/" + url.PathEscape(user.ID), "/Users/" + url.PathEscape(group.ID)} {
		answer := t.Get(path)
		if answer.Status() == http.StatusOK {
			doc := answer.Doc()
			ours := doc["userName"] == user.UserName || doc["displayName"] == group.DisplayName
			if doc["id"] != nil && !ours && (doc["userName"] != nil || doc["displayName"] != nil) {
				t.SkipBecause("a user and a group have the same id, which RES-004 is about")
			}
		}
		answer.Is(http.StatusNotFound)
	}
}
