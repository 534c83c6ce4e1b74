package harness_test

import (
	"net/http"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// TestLocate holds RFC 7643 §2.3.7: relative references are resolved against the base URL, not the path of the request.
func TestLocate(t *testing.T) {
	inside(t, answering(http.StatusOK, `{}`), func(c *harness.T) {
		base, err := c.Locate("Users")
		if err != nil {
			t.Fatal(err)
		}
		root := base.Scheme + "://" + base.Host
		for ref, want := range map[string]string{
			"Users/7":                        root + "/Users/7",
			"/scim/Users/7":                  root + "/scim/Users/7",
			"../Users/7":                     root + "/Users/7",
			"https://other.example/v2/U#top": "https://other.example/v2/U",
			"Users/a%2Fb":                    root + "/Users/a%2Fb",
		} {
			if u, err := c.Locate(ref); err != nil || u.String() != want {
				t.Errorf("%s is located at %v (%v), want %s", ref, u, err, want)
			}
		}
		for _, ref := range []string{"", "a b", "http://[::1"} {
			if u, err := c.Locate(ref); err == nil {
				t.Errorf("%q is located at %v, want an error: it is no URI", ref, u)
			}
		}
	})
}

func TestFollowSendsTheTokenNowhereElse(t *testing.T) {
	var paths []string
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.EscapedPath())
		answering(http.StatusOK, `{"id":"a/b"}`)(w, r)
	})
	inside(t, handler, func(c *harness.T) {
		paths = nil
		if answer, reason := c.Follow("https://elsewhere.example/Users/7"); answer != nil || reason == "" || len(paths) > 0 {
			t.Errorf("a reference to another host is followed (%q, %q), want a reason why not", paths, reason)
		}
		// Behind a proxy a target may name another scheme or port than those it is reached at.
		if answer, reason := c.Follow("https://127.0.0.1:9/Users/a%2Fb"); answer == nil || len(paths) != 1 || paths[0] != "/Users/a%2Fb" {
			t.Errorf("a reference to the target's own host leads to %q (%s), want its path below the base URL's host", paths, reason)
		}
	})
}

func TestLeadsTo(t *testing.T) {
	inside(t, answering(http.StatusOK, `{}`), func(c *harness.T) {
		for ref, want := range map[string]bool{
			"https://scim.example/v2/Users/7": true, "../Users/7": true, "Users/7": true, "Users/77": false, "Groups/7": false, "": false,
		} {
			if got := c.LeadsTo(ref, "/Users/7"); got != want {
				t.Errorf("%q leads to /Users/7: %v, want %v", ref, got, want)
			}
		}
	})
}

func TestEndpoint(t *testing.T) {
	inside(t, answering(http.StatusOK, `{}`), func(c *harness.T) {
		for _, announced := range []string{"/Users", "Users", "/Users/", c.TargetURL() + "Users"} {
			if got := c.Endpoint(harness.ResourceType{Endpoint: announced}); got != "/Users" {
				t.Errorf("the endpoint %q is at %s, want /Users", announced, got)
			}
		}
	})
}
