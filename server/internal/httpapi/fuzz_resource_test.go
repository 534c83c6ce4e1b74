package httpapi_test

import (
	"strings"
	"testing"
)

// FuzzResource creates and replaces with any document. What is taken is valid: it is read as it was answered, and can be sent
// back as it is without changing anything. Replacing twice is replacing once.
func FuzzResource(f *testing.F) {
	for _, body := range []string{
		entraCreate, // Entra's, quirks Q12 and Q22
		`{"schemas":["` + urnUser + `"],"userName":"ada","active":"True","emails":[{"value":"a@x","type":"work","primary":"true"}],"name":{"familyName":"L"},"urn:x:y":{"a":1}}`,
		`{"schemas":["` + urnUser + `","` + urnEnt + `"],"userName":"ada","` + urnEnt + `":{"manager":"26118915-6090-4610-87e4-49d8ca9f808d","department":""},"roles":["{\"value\":\"x\"}"]}`,
		`{"schemas":["http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group","` + urnGroup + `"],"externalId":"8aa1a0c0","displayName":"G","meta":{"resourceType":"Group"}}`,
		`{"displayName":"G","members":[{"value":"USER"},{"value":"USER","display":"x"},{"$ref":null,"value":"GROUP"}]}`,
		`{"userName":"x","x509Certificates":[{"value":"AAAA"}],"photos":[{"value":"http://x/p","type":"photo"}],"addresses":[{"formatted":"1\n2","type":"work"}],"timezone":"Europe/Berlin","locale":"de-DE","profileUrl":"x:y"}`,
		`{"userName":"ſ","emails":[{"value":"K"},{"value":"k"},null,[],"m@x"],"entitlements":[{"value":"1"},{"value":"1"}],"active":null,"title":{}}`,
		`{"id":"x","userName":" ","displayName":"\u0000","password":"s3cret","groups":[{"value":"g"}],"meta":{"version":"W/\"9\"","created":"x"}}`,
	} {
		for _, mood := range []string{"entra", "strict"} {
			f.Add(mood, "/Users", body)
			f.Add(mood, "/Groups", body)
		}
	}
	f.Fuzz(func(t *testing.T, mood, path, body string) {
		if mood != "strict" {
			mood = "entra"
		}
		if path != "/Groups" {
			path = "/Users"
		}
		tg := newTargetIn(t, mood)
		user := tg.user("first")
		body = strings.NewReplacer("USER", user, "GROUP", tg.group("First", user)).Replace(body)
		before := tg.dump()
		made := tg.do("POST", path, body)
		if made.Code != 201 {
			if after := tg.dump(); made.Code < 400 || made.Code >= 500 || after != before {
				t.Fatalf("POST answered %d %s\nbefore %s\nafter  %s\n%s", made.Code, made.Body, before, after, tg.log)
			}
			return
		}
		at := path + "/" + made.id()
		read := tg.want(200, tg.do("GET", at, ""))
		if read.Body.String() != made.Body.String() {
			t.Errorf("answered on creation: %s\nread:                 %s", made.Body, read.Body)
		}
		if again := tg.do("PUT", at, read.Body.String()); again.Code != 200 || again.Body.String() != read.Body.String() {
			t.Errorf("sent back as it was read: %d %s\nwant %s", again.Code, again.Body, read.Body)
		}
		once := tg.do("PUT", at, body)
		if once.Code != 200 {
			t.Fatalf("a document that creates has to replace too: %d %s", once.Code, once.Body)
		}
		if twice := tg.do("PUT", at, body); twice.Code != 200 || twice.Body.String() != once.Body.String() {
			t.Errorf("replaced once:  %s\nreplaced twice: %s", once.Body, twice.Body)
		}
	})
}
