package wire_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

func env() wire.Env {
	return wire.Env{
		BasePath: "/scim/v2", Seed: 1, Now: time.Now,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

// A defect that has no interest in a request must not stand in its way: same writer, same request.
func TestNilIsTransparent(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/scim/v2/Users", strings.NewReader("body"))
	w := httptest.NewRecorder()
	h := wire.Each(func(*wire.Exchange) *wire.Answer { return nil })(http.HandlerFunc(func(got http.ResponseWriter, inner *http.Request) {
		if got != http.ResponseWriter(w) || inner != r {
			t.Error("the handler gets another writer or request")
		}
	}), env())
	h.ServeHTTP(w, r)
}

// What the client sent must not be changed: others still hold the request.
func TestTheClientsRequestStaysAsItIs(t *testing.T) {
	r := httptest.NewRequest(http.MethodPatch, "/scim/v2/Users/U1?count=1", strings.NewReader(`{"Operations":[]}`))
	r.Header.Set("If-Match", "x")
	before := r.URL.String()
	h := wire.Each(func(x *wire.Exchange) *wire.Answer {
		x.SetQuery("count", "2")
		x.SetHeader("If-Match", "")
		x.SetMethod(http.MethodPut)
		x.SetPath("/Groups/G1")
		x.SetBody(wire.Map())
		return nil
	})(http.HandlerFunc(func(_ http.ResponseWriter, inner *http.Request) {
		body, err := io.ReadAll(inner.Body)
		if err != nil || string(body) != "{}" || inner.ContentLength != 2 || inner.Method != http.MethodPut ||
			inner.URL.String() != "/scim/v2/Groups/G1?count=2" || inner.Header.Get("If-Match") != "" {
			t.Errorf("the handler gets %s %s %v %q, %v", inner.Method, inner.URL, inner.Header, body, err)
		}
	}), env())
	h.ServeHTTP(httptest.NewRecorder(), r)
	if r.URL.String() != before || r.Method != http.MethodPatch || r.Header.Get("If-Match") != "x" {
		t.Errorf("the client's request has become %s %s %v", r.Method, r.URL, r.Header)
	}
}

func TestCallAndSendMayBeRepeated(t *testing.T) {
	var seen []string
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read body: %v", err)
		}
		seen = append(seen, r.Method+" "+r.URL.String()+" "+string(body)+" "+r.Header.Get("Authorization")+r.Header.Get("If-Match"))
		w.WriteHeader(http.StatusAccepted)
	})
	h := wire.Each(func(x *wire.Exchange) *wire.Answer {
		x.Call()
		x.Send(http.MethodGet, "/Users/a%2Fb", "x=1", nil)
		x.Current()
		x.Patch(wire.NewOperation("remove", "title", nil))
		return x.Call()
	})(inner, env())
	r := httptest.NewRequest(http.MethodPatch, "/scim/v2//Users/U%2F1/", strings.NewReader("{}"))
	r.Header.Set("Authorization", "token")
	r.Header.Set("If-Match", "x")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	want := []string{
		"PATCH /scim/v2//Users/U%2F1/ {} tokenx",
		"GET /scim/v2/Users/a%2Fb?x=1  token",
		"GET /scim/v2/Users/U%2F1  token",
		`PATCH /scim/v2/Users/U%2F1 {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove","path":"title"}]} token`,
		"PATCH /scim/v2//Users/U%2F1/ {} tokenx",
	}
	if strings.Join(seen, "\n") != strings.Join(want, "\n") || rec.Code != http.StatusAccepted {
		t.Errorf("status %d, the handler saw\n%s\nwant\n%s", rec.Code, strings.Join(seen, "\n"), strings.Join(want, "\n"))
	}
}

// What one defect says about the connection must survive another one further outside.
func TestConnectionFaultsPassThroughOtherDefects(t *testing.T) {
	inside := wire.Each(func(x *wire.Exchange) *wire.Answer {
		a := x.Call()
		a.Cut = 3
		return a
	})
	outside := wire.Each(func(x *wire.Exchange) *wire.Answer { return x.Call() })
	s := httptest.NewServer(outside(inside(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "whole answer")
	}), env()), env()))
	defer s.Close()
	res, err := s.Client().Get(s.URL + "/scim/v2/Users")
	if err != nil {
		t.Fatalf("get: %v", err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); string(body) != "who" || err == nil {
		t.Errorf("read %q, %v; want the first three bytes and an error", body, err)
	}
}

func TestTargets(t *testing.T) {
	tests := map[string]wire.Target{
		"/scim/v2/Users":           {Endpoint: "Users"},
		"/scim/v2/Users/":          {Endpoint: "Users", Slash: true},
		"//scim/v2//Users//U1":     {Endpoint: "Users", ID: "U1"},
		"/scim/v2/Users/a%2Fb":     {Endpoint: "Users", ID: "a/b"},
		"/scim/v2/Users/U1/x":      {Endpoint: "Users", ID: "U1", Rest: []string{"x"}},
		"/scim/v2":                 {},
		"/scim/v2x/Users":          {Outside: true},
		"/other":                   {Outside: true},
		"/scim/v2/Schemas/urn:a:b": {Endpoint: "Schemas", ID: "urn:a:b"},
	}
	for path, want := range tests {
		var got wire.Target
		h := wire.Each(func(x *wire.Exchange) *wire.Answer { got = x.Target; return nil })(http.NotFoundHandler(), env())
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "http://h"+path, nil))
		if got.Endpoint != want.Endpoint || got.ID != want.ID || got.Slash != want.Slash || got.Outside != want.Outside || len(got.Rest) != len(want.Rest) {
			t.Errorf("%s: got %+v, want %+v", path, got, want)
		}
	}
}

// document draws any JSON value.
func document(depth int) *rapid.Generator[*wire.Node] {
	return rapid.Custom(func(t *rapid.T) *wire.Node {
		kind := rapid.IntRange(0, 5).Draw(t, "kind")
		if depth == 0 {
			kind %= 4
		}
		switch kind {
		case 0:
			return &wire.Node{}
		case 1:
			return wire.Boolean(rapid.Bool().Draw(t, "bool"))
		case 2:
			return wire.Int(rapid.Int().Draw(t, "int"))
		case 3:
			return wire.Text(rapid.String().Draw(t, "text"))
		case 4:
			return wire.List(rapid.SliceOfN(document(depth-1), 0, 4).Draw(t, "items")...)
		}
		n := wire.Map()
		for _, v := range rapid.SliceOfN(document(depth-1), 0, 4).Draw(t, "members") {
			n.Members = append(n.Members, wire.Member{Name: rapid.String().Draw(t, "name"), Value: v})
		}
		return n
	})
}

func TestWhatIsReadIsWrittenAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := document(3).Draw(t, "document").String()
		n, err := wire.Parse([]byte(text))
		if err != nil {
			t.Fatalf("parse %s: %v", text, err)
		}
		if n.String() != text || n.Clone().String() != text {
			t.Errorf("read %s, written %s", text, n)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.50,{"b":null}],"a":true}`, `"\ud83d\ude80"`, `[`, `{"a":1}x`, strings.Repeat("[", 100)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := wire.Parse(data)
		if (n == nil) == (err == nil) {
			t.Fatalf("got %v and error %v, want one of them", n, err)
		}
		if err != nil {
			return
		}
		again, err := wire.Parse(n.Append(nil))
		if err != nil || again.String() != n.String() {
			t.Errorf("%q is written as %s, which reads as %s, %v", data, n, again, err)
		}
	})
}
