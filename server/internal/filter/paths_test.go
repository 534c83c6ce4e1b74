package filter_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

func TestPaths(t *testing.T) {
	for src, want := range map[string]string{
		`userName eq "a"`: "userName",
		`USERNAME eq "a" or not (name.givenName pr) and username pr`:    "userName name.givenName",
		`emails co "x" and emails[type eq "work"] and groups eq null`:   "emails.value emails groups",
		`manager eq "U1" or members eq "x" or urn:x:y pr and active pr`: "",
	} {
		p, err := compile(t, src, "User", schema.ModeEntra())
		if (err != nil) != (want == "") {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if err != nil {
			continue
		}
		var got []string
		for _, at := range p.Paths() {
			got = append(got, at.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", src, got, want)
		}
	}
}

func TestLimitsFor(t *testing.T) {
	for _, src := range []string{`emails[type eq "work"].value eq "x"`, `externalId eq jyoung`, `active eq True`} {
		if _, err := filter.Parse(src, filter.LimitsFor(schema.ModeEntra())); err != nil {
			t.Errorf("mood entra: %s: %v", src, err)
		}
		if _, err := filter.Parse(src, filter.LimitsFor(schema.ModeStrict())); err == nil || err.(*scim.Error).ScimType != scim.InvalidFilter {
			t.Errorf("mood strict: %s: got %v, want invalidFilter", src, err)
		}
	}
}
