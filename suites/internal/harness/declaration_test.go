package harness_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func TestValidate(t *testing.T) {
	good := declare("TST-001", harness.Must)
	body := func(*harness.T) {}
	for name, tc := range map[string]struct {
		specs []harness.Spec
		want  string // part of the error; "" for none
	}{
		"right":           {[]harness.Spec{harness.Check(good, body)}, ""},
		"twice":           {[]harness.Spec{harness.Check(good, body), harness.Check(good, body)}, "declared twice"},
		"id":              {[]harness.Spec{harness.Check(declare("tst-1", harness.Must), body)}, "AAA-000"},
		"no body":         {[]harness.Spec{harness.Check(good, nil)}, "no body"},
		"no level":        {[]harness.Spec{harness.Check(declare("TST-001", ""), body)}, "level"},
		"unknown profile": {[]harness.Spec{harness.Check(func() harness.Declaration { d := good; d.Profiles = []string{"x"}; return d }(), body)}, "unknown profile"},
		"no advice":       {[]harness.Spec{harness.Check(func() harness.Declaration { d := good; d.Advice = ""; return d }(), body)}, "advice"},
	} {
		t.Run(name, func(t *testing.T) {
			err := harness.Validate(tc.specs)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("error is %v, want one with %q", err, tc.want)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	patching := declare("TST-001", harness.MustEntra)
	patching.Gate, patching.Effect = harness.GatePatch, harness.EffectWrite
	reading := declare("TST-002", harness.ShouldEntra)
	foreign := declare("TST-003", harness.Must)
	foreign.Profiles = nil
	var specs []harness.Spec
	for _, d := range []harness.Declaration{patching, reading, foreign} {
		specs = append(specs, harness.Check(d, func(*harness.T) {}))
	}
	for name, tc := range map[string]struct {
		ids     []string
		filter  string
		want    []string
		wantErr bool
	}{
		"all of the profile": {nil, "", []string{"TST-001", "TST-002"}, false},
		"by id, any case":    {[]string{"tst-002"}, "", []string{"TST-002"}, false},
		"by label":           {nil, "TST && patch && !read", []string{"TST-001"}, false},
		"by level":           {nil, "should", []string{"TST-002"}, false},
		"nothing":            {nil, "patch && read", nil, false},
		"unknown id":         {[]string{"TST-999"}, "", nil, true},
		"broken expression":  {nil, "patch &&", nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := harness.Select(specs, harness.Entra, tc.ids, tc.filter)
			if (err != nil) != tc.wantErr {
				t.Fatalf("error is %v, want one: %v", err, tc.wantErr)
			}
			var ids []string
			for _, s := range got {
				ids = append(ids, s.ID)
			}
			if !slices.Equal(ids, tc.want) {
				t.Errorf("selected %v, want %v", ids, tc.want)
			}
		})
	}
}

func TestParseBaseURL(t *testing.T) {
	for raw, want := range map[string]string{
		"https://host/scim/v2":                  "https://host/scim/v2",
		"https://host/scim/v2/":                 "https://host/scim/v2",
		"http://127.0.0.1:8080":                 "http://127.0.0.1:8080",
		"https://host/scim/v2?aadOptscim062020": "https://host/scim/v2",
		"host/scim":                             "",
		"ftp://host/scim":                       "",
		"https://user:secret@host/scim":         "",
		"https://host/scim#x":                   "",
		"https://":                              "",
		"https://host:port/":                    "",
	} {
		u, err := harness.ParseBaseURL(raw)
		switch {
		case want == "" && err == nil:
			t.Errorf("%s is accepted as %s, want an error", raw, u)
		case want == "" && strings.Contains(err.Error(), "secret"):
			t.Errorf("%s: the error repeats the credentials: %v", raw, err)
		case want != "" && (err != nil || u.String() != want):
			t.Errorf("%s becomes %v (%v), want %s", raw, u, err, want)
		}
	}
}

func TestLoopback(t *testing.T) {
	for raw, want := range map[string]bool{
		"http://127.0.0.1:8080": true, "http://[::1]/x": true, "http://localhost": true, "http://LOCALHOST:1": true, "http://127.8.8.8": true,
		"https://example.com": false, "http://127.0.0.1.example.com": false, "http://localhost.example.com": false, "http://10.0.0.1": false,
	} {
		u, err := harness.ParseBaseURL(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := harness.Loopback(u); got != want {
			t.Errorf("%s is loopback: %v, want %v", raw, got, want)
		}
	}
}
