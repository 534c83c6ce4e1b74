package cli_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// personal is what requests carry and nobody may read in logs and metrics.
var personal = []string{
	"mira.holt@harborline.example", "Mira-Holt-Formatted", "Holtname", "+49-471-15550", "HL-2207-number", "S3cret!password", "Changed!password",
	"Optics-Secret-Group", "Harbour Row 7", "employee-of-the-month",
}

// Whatever is asked and whatever goes wrong, at the most talkative level neither logs nor metrics hold tokens, secrets, passwords
// or what resources are about.
func TestNothingSecretInLogsAndMetrics(t *testing.T) {
	t.Setenv("TEST_ADMIN_TOKEN", "admin-s3cret-token")
	for name, args := range map[string][]string{
		"text": {"--memory"}, "json": {"--memory", "--log-format", "json"}, "on disk": {"--data", t.TempDir() + "/data", "--seed", "7"},
		"with defects": {"--memory", "--defect", "etag-volatile"},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, append(args, "--log-level", "debug", "--admin-token-env", "TEST_ADMIN_TOKEN")...)
			admin := []string{"--admin-url", p.AdminURL, "--admin-token-env", "TEST_ADMIN_TOKEN"}
			other := strings.TrimSpace(must(t, append([]string{"token", "issue", "--label", "label-of-a-token"}, admin...)...))
			must(t, append([]string{"client", "register", "hl-int", "--org", "dev"}, admin...)...)
			secret := strings.TrimSpace(must(t, append([]string{"client", "secret", "hl-int", "--org", "dev"}, admin...)...))
			try(t, "org", "list", "--admin-url", p.AdminURL) // without the admin token
			secrets := append([]string{"admin-s3cret-token", p.Token, other, secret}, personal...)

			root := strings.TrimSuffix(p.BaseURL, "/scim/v2")
			form := url.Values{"grant_type": {"client_credentials"}, "client_id": {"hl-int"}, "client_secret": {secret}}
			secrets = append(secrets, member(t, send(t, http.MethodPost, root+"/oauth/token", "", form.Encode()), "access_token"))
			form.Set("client_secret", "wr0ng-client-secret")
			send(t, http.MethodPost, root+"/oauth/token", "", form.Encode())
			send(t, http.MethodPost, root+"/oauth/token?client_secret="+url.QueryEscape(secret), "", form.Encode())

			user := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"` + personal[0] +
				`","name":{"formatted":"` + personal[1] + `","familyName":"` + personal[2] + `"},"phoneNumbers":[{"value":"` + personal[3] + `"}],"password":"` + personal[5] +
				`","addresses":[{"streetAddress":"` + personal[8] + `"}],"title":"` + personal[9] +
				`","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"` + personal[4] + `"}}`
			id := member(t, send(t, http.MethodPost, p.BaseURL+"/Users", p.Token, user), "id")
			send(t, http.MethodPost, p.BaseURL+"/Users", p.Token, user) // taken
			send(t, http.MethodPut, p.BaseURL+"/Users/"+id, other, user)
			patch := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"password","value":"` + personal[6] + `"},{"op":"add","path":"active","value":"` + personal[0] + `"}]}`
			send(t, http.MethodPatch, p.BaseURL+"/Users/"+id, p.Token, patch)
			send(t, http.MethodPost, p.BaseURL+"/Groups", p.Token, `{"displayName":"`+personal[7]+`","members":[{"value":"`+personal[0]+`"}]}`)
			send(t, http.MethodPost, p.BaseURL+"/Bulk", p.Token, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{"method":"POST","path":"/Users","bulkId":"`+personal[2]+`","data":`+user+`}]}`)
			for _, path := range []string{
				"/Users?filter=" + url.QueryEscape(`userName eq "`+personal[0]+`"`), "/Users?filter=" + url.QueryEscape(personal[2]+` zz "`+personal[1]+`"`),
				"/Users/" + url.PathEscape(personal[0]), "/" + url.PathEscape(personal[7]), "/Users?access_token=" + url.QueryEscape(p.Token), "/Schemas/" + personal[4],
			} {
				send(t, http.MethodGet, p.BaseURL+path, p.Token, "")
			}
			for _, wrong := range []string{p.Token + "x", base64.StdEncoding.EncodeToString([]byte("wr0ng-token:dev-entra"))} {
				send(t, http.MethodGet, p.BaseURL+"/Users", wrong, "")
			}
			secrets = append(secrets, "wr0ng-")

			_, metrics := get(t, p.AdminURL+"/metrics", "")
			if err := p.end(); err != nil {
				t.Fatal(err)
			}
			log := p.stderr.String()
			if !strings.Contains(log, "endpoint") || !strings.Contains(metrics, `endpoint="Users"`) {
				t.Fatalf("the log has no requests, so this proves nothing:\n%s", log)
			}
			for _, s := range secrets {
				raw, _, _ := strings.Cut(s, ":")
				for where, text := range map[string]string{"log": log, "metrics": metrics} {
					for _, form := range []string{raw, url.QueryEscape(raw), base64.RawURLEncoding.EncodeToString([]byte(raw))[:len(raw)] /* the last bits depend on what follows */} {
						if at := strings.Index(strings.ToLower(text), strings.ToLower(form)); at >= 0 {
							t.Errorf("the %s holds %q: …%s…", where, form, text[max(0, at-200):min(len(text), at+100)])
						}
					}
				}
			}
		})
	}
}

// send sends whatever it is told and returns the answer's body.
func send(t *testing.T, method, target, token, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case token != "":
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/scim+json")
	default:
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

// member takes a string out of a JSON object.
func member(t *testing.T, object, name string) string {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(object), &doc); err != nil {
		t.Fatalf("%v: %s", err, object)
	}
	text, _ := doc[name].(string)
	if text == "" {
		t.Fatalf("no %s in %s", name, object)
	}
	return text
}
