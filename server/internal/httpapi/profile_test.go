package httpapi_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/httpapi"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
)

// profiles is one profile for each organisation named, and the default for others.
type profiles map[string]*resources.Profile

func (p profiles) For(_ context.Context, org string) (*resources.Profile, error) {
	if org == "broken" {
		return nil, errors.New("settings cannot be read")
	}
	if have := p[org]; have != nil {
		return have, nil
	}
	return p["*"], nil
}

func (p profiles) Of(ctx context.Context, o store.Organisation) (*resources.Profile, error) {
	return p.For(ctx, o.ID)
}

func plain() *resources.Profile {
	return &resources.Profile{Registry: schema.Core(), Mode: schema.ModeEntra()}
}

func TestProfilesOfOrganisations(t *testing.T) {
	tg := newTarget(t)
	strict := &resources.Profile{Registry: schema.Core(), Mode: schema.ModeStrict()}
	var c httpapi.Config
	badges(&c)
	custom := &resources.Profile{Registry: c.Registry, Mode: schema.ModeEntra()}
	set := profiles{"*": plain(), "strict": strict, "custom": custom}
	tg = tg.with(func(c *httpapi.Config) { c.Profiles = set })
	in := func(org string) *target {
		other := *tg
		other.token = tg.organisation(org)
		return &other
	}
	tg.want(201, tg.do("POST", "/Users", `{"userName":"ada"}`))
	tg.want(404, tg.do("GET", "/Badges", ""))
	st := in("strict")
	st.wantError(400, "invalidSyntax", st.do("POST", "/Users", `{"userName":"ada"}`))
	cu := in("custom")
	cu.want(201, cu.do("POST", "/Badges", `{"number":"1"}`))
	cu.want(404, cu.do("GET", "/Groups", ""))
	if a := cu.want(200, cu.do("GET", "/ResourceTypes", "")); a.get("totalResults") != 2.0 {
		t.Errorf("resource types of the custom organisation: got %s", a.Body)
	}
	br := in("broken")
	br.wantError(500, "", br.do("GET", "/Users", ""))
	if !strings.Contains(tg.log.String(), "settings cannot be read") {
		t.Error("the reason is not in the log")
	}

	// A resource outlives the schemas it was stored under.
	u := cu.want(201, cu.do("POST", "/Users", `{"userName":"eve","title":"x"}`)).id()
	set["custom"] = plain()
	if a := cu.want(200, cu.do("GET", "/Users/"+u, "")); a.get("userName") != "eve" || a.get("title") != "x" || a.id() != u {
		t.Errorf("a user stored under other schemas: got %s", a.Body)
	}
	cu.want(404, cu.do("GET", "/Badges", ""))
}

// A Wrap stands around the port of its organisation, is made once, and sees requests that are let in already.
func TestWrap(t *testing.T) {
	tg := newTarget(t)
	made, calls := 0, 0
	wrapped := plain()
	wrapped.Wrap = func(next http.Handler) http.Handler {
		made++
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			calls++
			if r.URL.Query().Has("teapot") {
				w.WriteHeader(http.StatusTeapot)
				return
			}
			if r.Method == http.MethodPost { // ask for something else first, as defects do
				get := r.Clone(r.Context())
				get.Method, get.Body = http.MethodGet, http.NoBody
				next.ServeHTTP(httptest.NewRecorder(), get)
			}
			w.Header().Set("X-Wrapped", "yes")
			next.ServeHTTP(w, r)
		})
	}
	set := profiles{"*": plain(), "dev": wrapped}
	tg = tg.with(func(c *httpapi.Config) { c.Profiles = set })
	if a := tg.want(201, tg.do("POST", "/Users", `{"userName":"ada"}`)); a.Header().Get("X-Wrapped") != "yes" {
		t.Error("the Wrap was not asked")
	}
	if e := tg.ring.Recent("dev", 1)[0]; e.Response.Status != 201 || !strings.Contains(e.Response.Body, "ada") {
		t.Errorf("exchange: got %+v", e)
	}
	tg.want(418, tg.do("GET", "/Users?teapot", ""))
	if e := tg.ring.Recent("dev", 1)[0]; e.Response.Status != 418 {
		t.Errorf("exchange of what the Wrap answered: got %+v", e)
	}
	tg.want(404, tg.do("GET", "/Users/nobody", ""))
	tg.wantError(401, "", tg.send("GET", "/scim/v2/Users", ""))
	if made != 1 || calls != 3 {
		t.Errorf("the Wrap was made %d times and asked %d times, want 1 and 3", made, calls)
	}
	again := *wrapped
	set["dev"] = &again
	tg.want(200, tg.do("GET", "/Users", ""))
	if made != 2 {
		t.Errorf("other settings: the Wrap was made %d times, want 2", made)
	}
	other := *tg
	other.token = tg.organisation("other")
	if a := other.want(200, other.do("GET", "/Users", "")); a.Header().Get("X-Wrapped") != "" {
		t.Error("the Wrap of one organisation stands around another")
	}
}

func TestLimits(t *testing.T) {
	small := plain()
	small.Limits = resources.Limits{
		MaxResults: 3, DefaultCount: 2, FilterLength: 40, FilterDepth: 3, PatchOperations: 2, Members: 2, BulkOperations: 2, Body: 600,
	}
	tg := newTarget(t).with(func(c *httpapi.Config) { c.Profiles = profiles{"*": small} })
	var ids []string
	for _, name := range []string{"a", "b", "c", "d"} {
		ids = append(ids, tg.user(name))
	}
	if n := len(tg.do("GET", "/Users", "").ids()); n != 2 {
		t.Errorf("default page: got %d, want 2", n)
	}
	if n := len(tg.do("GET", "/Users?count=100", "").ids()); n != 3 {
		t.Errorf("largest page: got %d, want 3", n)
	}
	tg.wantError(400, "invalidFilter", tg.do("GET", "/Users?filter=userName+eq+%22"+strings.Repeat("a", 40)+"%22", ""))
	tg.wantError(400, "invalidFilter", tg.do("GET", "/Users?filter=((((userName+pr))))", ""))
	op := `{"op":"replace","path":"title","value":"x"}`
	tg.wantError(413, "", tg.do("PATCH", "/Users/"+ids[0], patchHead+`[`+op+`,`+op+`,`+op+`]}`))
	members := `[{"value":"` + ids[0] + `"},{"value":"` + ids[1] + `"},{"value":"` + ids[2] + `"}]`
	tg.wantError(413, "", tg.do("POST", "/Groups", `{"displayName":"G","members":`+members+`}`))
	group := tg.group("G")
	tg.wantError(413, "", tg.do("PUT", "/Groups/"+group, `{"displayName":"G","members":`+members+`}`))
	tg.wantError(413, "", tg.do("PATCH", "/Groups/"+group, patchHead+`[{"op":"add","path":"members","value":`+members+`}]}`))
	tg.wantError(413, "", tg.do("POST", "/Users", `{"userName":"`+strings.Repeat("x", 600)+`"}`))
	del := `{"method":"DELETE","path":"/Users/x"}`
	tg.wantError(413, "", tg.do("POST", "/Bulk", bulkHead+`"Operations":[`+del+`,`+del+`,`+del+`]}`))
	a := tg.want(200, tg.do("GET", "/ServiceProviderConfig", ""))
	if a.get("bulk", "maxOperations") != 2.0 || a.get("bulk", "maxPayloadSize") != 600.0 || a.get("filter", "maxResults") != 3.0 ||
		a.get("pagination", "defaultPageSize") != 2.0 || a.get("pagination", "maxPageSize") != 3.0 {
		t.Errorf("announced limits: got %s", a.Body)
	}
}

// A rate is off unless set, belongs to the organisation, and says when to come again.
func TestRates(t *testing.T) {
	slow := plain()
	slow.Limits = resources.Limits{Rate: 0.5, Burst: 3}
	tg := newTarget(t).with(func(c *httpapi.Config) { c.Profiles = profiles{"*": plain(), "dev": slow} })
	for range 3 {
		tg.want(200, tg.do("GET", "/Users", ""))
	}
	if a := tg.wantError(429, "", tg.do("GET", "/Users", "")); a.Header().Get("Retry-After") != "2" {
		t.Errorf("Retry-After: got %q, want 2 seconds", a.Header().Get("Retry-After"))
	}
	twin := *tg
	twin.token = tg.secondToken("dev")
	twin.wantError(429, "", twin.do("GET", "/Users", ""))
	other := *tg
	other.token = tg.organisation("other")
	for range 20 {
		other.want(200, other.do("GET", "/Users", ""))
	}
	tg.now = tg.now.Add(2 * time.Second)
	tg.want(200, tg.do("GET", "/Users", ""))
	tg.wantError(429, "", tg.do("GET", "/Users", ""))
	tg.now = tg.now.Add(time.Hour)
	for range 3 {
		tg.want(200, tg.do("GET", "/Users", ""))
	}
	tg.wantError(429, "", tg.do("GET", "/Users", ""))
}

// A token may have so many requests running; others are not affected, and a request that is through leaves its place.
func TestConcurrencyOfTokens(t *testing.T) {
	narrow := plain()
	narrow.Limits = resources.Limits{Concurrent: 2}
	entered, release := make(chan struct{}), make(chan struct{})
	narrow.Wrap = func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("hold") {
				entered <- struct{}{}
				<-release
			}
			next.ServeHTTP(w, r)
		})
	}
	tg := newTarget(t).with(func(c *httpapi.Config) { c.Profiles = profiles{"*": narrow} })
	twin := *tg
	twin.token = tg.secondToken("dev")
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { tg.do("GET", "/Users?hold", "") })
		<-entered
	}
	if a := tg.wantError(429, "", tg.do("GET", "/Users", "")); a.Header().Get("Retry-After") != "1" {
		t.Errorf("Retry-After: got %q", a.Header().Get("Retry-After"))
	}
	twin.want(200, twin.do("GET", "/Users", ""))
	close(release)
	wg.Wait()
	tg.want(200, tg.do("GET", "/Users", ""))
}
