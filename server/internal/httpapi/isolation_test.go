package httpapi_test

import (
	"fmt"
	"maps"
	"slices"
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

// Every route and every place of a document where an id can stand: an id of another organisation is answered exactly as one
// that nobody has, byte by byte.
func TestForeignIDsAreUnknownIDs(t *testing.T) {
	mine := newTarget(t)
	theirs := *mine
	theirs.token = mine.organisation("other")
	foreignUser := mine.user("ada")
	foreignGroup := mine.group("Optics", foreignUser)
	const unknown = "0c0c0c0c-1111-8222-9333-444444444444"
	own := theirs.user("own")
	ownGroup := theirs.group("Own", own)
	before := mine.dump()

	add := patchHead + `[{"op":"add","path":"members","value":[{"value":"ID"}]}]}`
	for i, r := range []struct{ method, path, body string }{
		{"GET", "/TYPE/ID", ""},
		{"GET", "/TYPE/ID?attributes=id", ""},
		{"HEAD", "/TYPE/ID", ""},
		{"PUT", "/TYPE/ID", `{"userName":"eve","displayName":"Eve"}`},
		{"PUT", "/TYPE/ID", `{"active":7}`},
		{"PUT", "/TYPE/ID", `{"userName":"eve","displayName":"Eve","password":"s3cret"}`},
		{"PATCH", "/TYPE/ID", patchHead + `[{"op":"replace","path":"displayName","value":"Eve"}]}`},
		{"PATCH", "/TYPE/ID", patchHead + `[{"op":"replace","path":"password","value":"s3cret"}]}`},
		{"PATCH", "/TYPE/ID", patchHead + `[]}`},
		{"DELETE", "/TYPE/ID", ""},
		{"POST", "/TYPE/ID", "{}"},
		{"GET", "/TYPE/ID/x", ""},
		{"GET", "/Schemas/ID", ""},
		{"GET", "/ResourceTypes/ID", ""},
		{"GET", "/TYPE?filter=id+eq+%22ID%22", ""},
		{"GET", "/TYPE?filter=id+ne+%22ID%22", ""},
		{"GET", "/TYPE?filter=not+(id+eq+%22ID%22)", ""},
		{"GET", "/Users?filter=groups+eq+%22ID%22", ""},
		{"GET", "/Users?filter=groups.value+co+%22ID%22", ""},
		{"GET", "/Users?filter=manager+eq+%22ID%22", ""},
		{"GET", "/Groups?filter=members+eq+%22ID%22", ""},
		{"GET", "/Groups?filter=members.$ref+co+%22ID%22", ""},
		{"GET", "/TYPE?cursor=ID", ""},
		{"GET", "/?filter=id+eq+%22ID%22", ""},
		{"POST", "/.search", searchHead + `,"filter":"id eq \"ID\" or members eq \"ID\""}`},
		{"POST", "/TYPE/.search", searchHead + `,"filter":"id eq \"ID\""}`},
		{"POST", "/Groups", `{"displayName":"G","members":[{"value":"ID"}]}`},
		{"PATCH", "/Groups/" + ownGroup, add},
		{"PATCH", "/Groups/" + ownGroup, strings.Replace(add, `"add"`, `"replace"`, 1)},
		{"PATCH", "/Groups/" + ownGroup, strings.Replace(add, `"add"`, `"remove"`, 1)},
		{"PATCH", "/Groups/" + ownGroup, patchHead + `[{"op":"remove","path":"members[value eq \"ID\"]"}]}`},
		{"PUT", "/Groups/" + ownGroup, `{"displayName":"Own","members":[{"value":"` + own + `"},{"value":"ID"}]}`},
		{"POST", "/Bulk", bulkHead + `"Operations":[{"method":"DELETE","path":"/TYPE/ID"},{"method":"PUT","path":"/TYPE/ID","data":{"userName":"e","displayName":"E"}},` +
			`{"method":"PATCH","path":"/Groups/` + ownGroup + `","data":` + add + `},{"method":"PATCH","path":"/TYPE/ID","version":"*","data":` + add + `}]}`},
		{"GET", "/Me", ""},
		{"GET", "/ID", ""},
	} {
		for typ, foreign := range map[string]string{"Users": foreignUser, "Groups": foreignGroup} {
			answers := make([]string, 2)
			for n, id := range []string{foreign, unknown} {
				fill := strings.NewReplacer("ID", id, "TYPE", typ).Replace
				a := theirs.do(r.method, fill(r.path), fill(r.body), "If-Match", map[bool]string{true: "*"}[i%2 == 0])
				var header []string
				for _, k := range slices.Sorted(maps.Keys(a.Header())) {
					header = append(header, fmt.Sprint(k, a.Header()[k]))
				}
				answers[n] = strings.ReplaceAll(fmt.Sprint(a.Code, header, a.Body), id, "ID")
			}
			if answers[0] != answers[1] {
				t.Errorf("%s %s (%s):\nanother organisation's: %s\nnobody's:               %s", r.method, r.path, typ, answers[0], answers[1])
			}
		}
	}
	if after := mine.dump(); after != before {
		t.Errorf("the other organisation changed this one:\n%s\n%s", before, after)
	}
	// A name that is taken elsewhere is free here.
	theirs.want(201, theirs.do("POST", "/Users", `{"userName":"ada"}`))
	theirs.want(201, theirs.do("POST", "/Groups", `{"displayName":"Optics"}`))
}
