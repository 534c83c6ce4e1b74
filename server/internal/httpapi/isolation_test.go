package httpapi_test

import (
	"strings"
	"testing"
)

// No request crosses organisations, whatever ids and names it uses (AUT-011).
func TestOrganisationsAreIsolated(t *testing.T) {
	mine := newTarget(t)
	theirs := *mine
	theirs.token = mine.organisation("other")
	user := mine.want(201, mine.do("POST", "/Users", `{"userName":"ada","externalId":"x1"}`)).id()
	group := mine.group("Optics", user)
	before := mine.do("GET", "/Users", "").Body.String() + mine.do("GET", "/Groups", "").Body.String()

	for _, path := range []string{"/Users/" + user, "/Groups/" + group} {
		for _, method := range []string{"GET", "DELETE", "PUT", "PATCH"} {
			body := map[string]string{
				"PUT":   `{"userName":"eve","displayName":"Eve"}`,
				"PATCH": patchHead + `[{"op":"replace","path":"displayName","value":"Eve"}]}`,
			}[method]
			theirs.wantError(404, "", theirs.do(method, path, body))
		}
	}
	for _, path := range []string{
		"/Users", "/Groups", "/Users?filter=userName+eq+%22ada%22", "/Users?filter=id+eq+%22" + user + "%22", "/Users?filter=externalId+eq+%22x1%22",
		"/Groups?filter=displayName+eq+%22Optics%22", "/Groups?filter=members+eq+%22" + user + "%22", "/Users?filter=userName+pr",
	} {
		if a := theirs.want(200, theirs.do("GET", path, "")); a.get("totalResults") != 0.0 || strings.Contains(a.Body.String(), user) {
			t.Errorf("GET %s of the other organisation shows %s", path, a.Body)
		}
	}
	theirs.wantError(400, "invalidValue", theirs.do("POST", "/Groups", `{"displayName":"G","members":[{"value":"`+user+`"}]}`))
	own := theirs.group("G")
	theirs.wantError(400, "invalidValue", theirs.do("PATCH", "/Groups/"+own, patchHead+`[{"op":"Add","path":"members","value":[{"value":"`+user+`"}]}]}`))
	theirs.want(204, theirs.do("PATCH", "/Groups/"+own, patchHead+`[{"op":"Remove","path":"members","value":[{"value":"`+user+`"}]}]}`))

	if id := theirs.user("ada"); id == user {
		t.Error("two organisations share the id of a user of the same name")
	}
	if after := mine.do("GET", "/Users", "").Body.String() + mine.do("GET", "/Groups", "").Body.String(); after != before {
		t.Errorf("the other organisation changed this one:\n%s\n%s", before, after)
	}
}
