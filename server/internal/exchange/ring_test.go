package exchange_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/exchange"
)

func record(org, target, body string) exchange.Record {
	return exchange.Record{
		At: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), Duration: 1500 * time.Microsecond, Organisation: org,
		Method: "POST", Target: target, Status: 201,
		RequestHeader: http.Header{"Authorization": {"Bearer s3cret:dev"}, "Content-Type": {"application/scim+json"}},
		RequestBody:   []byte(body), ResponseBody: []byte(body),
	}
}

func TestRingKeepsTheNewest(t *testing.T) {
	r := exchange.NewRing(3)
	for _, target := range []string{"/1", "/2", "/3", "/4", "/5"} {
		r.Add(record("dev", target, ""))
	}
	r.Add(record("other", "/6", ""))
	var got []string
	for _, e := range r.Recent("dev", 10) {
		got = append(got, e.Request.Target)
	}
	if strings.Join(got, " ") != "/5 /4" {
		t.Errorf("exchanges of dev in a ring of 3 after 5 of dev and 1 of another: got %v, want [/5 /4]", got)
	}
	if n := len(r.Recent("", 2)); n != 2 {
		t.Errorf("limit 2: got %d exchanges", n)
	}
	if e := r.Recent("", 1)[0]; e.Sequence != 6 || e.Organisation != "other" || e.Milliseconds != 1.5 {
		t.Errorf("newest exchange: got sequence %d of %q after %v ms, want 6 of other after 1.5 ms", e.Sequence, e.Organisation, e.Milliseconds)
	}
}

func TestRingMasksSecrets(t *testing.T) {
	tests := map[string]struct{ target, body string }{
		"header":             {"/Users", `{}`},
		"password":           {"/Users", `{"userName":"a","password" : "s3cret"}`},
		"password with urn":  {"/Users", `{"urn:ietf:params:scim:schemas:core:2.0:User:password":"s3cret"}`},
		"escaped quote":      {"/Users", `{"PassWord":"x\"s3cret"}`},
		"cut off":            {"/Users", `{"password":"s3cret`},
		"patch by path":      {"/Users/1", `{"Operations":[{"op":"replace","path":"password","value":"s3cret"}]}`},
		"token in the query": {"/Users?access_token=s3cret&count=1", `{}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := exchange.NewRing(1)
			r.Add(record("dev", tt.target, tt.body))
			e := r.Recent("", 1)[0]
			for part, text := range map[string]string{"target": e.Request.Target, "request": e.Request.Body, "response": e.Response.Body} {
				if strings.Contains(text, "s3cret") {
					t.Errorf("%s shows the secret: %s", part, text)
				}
			}
			if e.Request.Header[0] != (exchange.Field{Name: "Authorization", Value: "***"}) {
				t.Errorf("Authorization: got %v, want ***", e.Request.Header[0])
			}
		})
	}
}

func TestRingCutsLongBodies(t *testing.T) {
	r := exchange.NewRing(1)
	r.Add(record("dev", "/Users", strings.Repeat("x", exchange.MaxBody+5)))
	m := r.Recent("", 1)[0].Request
	if len(m.Body) != exchange.MaxBody || !m.Truncated || m.Length != exchange.MaxBody+5 {
		t.Errorf("body of MaxBody+5: got %d bytes, truncated %v, length %d", len(m.Body), m.Truncated, m.Length)
	}
}

func TestNilRingKeepsNothing(t *testing.T) {
	r := exchange.NewRing(0)
	r.Add(record("dev", "/", ""))
	if got := r.Recent("", 5); len(got) != 0 {
		t.Errorf("a ring without slots returned %d exchanges", len(got))
	}
}

func TestRingConcurrently(t *testing.T) {
	r := exchange.NewRing(8)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 100 {
				r.Add(record("dev", "/", `{"a":1}`))
				r.Recent("dev", 8)
			}
		})
	}
	wg.Wait()
	if got := r.Recent("", 100); len(got) != 8 || got[0].Sequence != 400 {
		t.Errorf("after 400 records: got %d, newest %d; want 8, 400", len(got), got[0].Sequence)
	}
}
