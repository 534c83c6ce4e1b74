package subject_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/subject"
	"github.com/entrasim/entrasim/suites/report"
)

// publishing is what a target with these attributes of users answers to /Schemas.
func publishing(attributes string) string {
	return `{"Resources":[{"id":"` + harness.UserURN + `","schema":"` + harness.UserURN + `","endpoint":"/Users","attributes":[` + attributes + `]}]}`
}

func TestTexts(t *testing.T) {
	for name, tc := range map[string]struct {
		attributes string
		want       []string // nil: not supported
	}{
		"what is declared":        {`{"name":"nickName","type":"string"},{"name":"title","type":"string"}`, []string{"title", "nickName"}},
		"nothing but the names":   {`{"name":"title"},{"name":"userType"}`, []string{"title", "userType"}},
		"too few":                 {`{"name":"title","type":"string"}`, nil},
		"readOnly":                {`{"name":"title"},{"name":"nickName","mutability":"readOnly"}`, nil},
		"required":                {`{"name":"title"},{"name":"nickName","required":true}`, nil},
		"never returned":          {`{"name":"title"},{"name":"nickName","returned":"never"}`, nil},
		"a list to choose from":   {`{"name":"title"},{"name":"userType","canonicalValues":["A","B"]}`, nil},
		"displayName comes last":  {`{"name":"displayName"},{"name":"userType"},{"name":"title"}`, []string{"title", "userType"}},
		"displayName if need be":  {`{"name":"displayName"},{"name":"title"}`, []string{"title", "displayName"}},
		"another type than texts": {`{"name":"title"},{"name":"nickName","type":"complex"}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			c := judge(t, http.StatusOK, publishing(tc.attributes), func(t *harness.T) { got = subject.Texts(t, 2) })
			if tc.want == nil {
				if c.Verdict != report.NotSupported {
					t.Errorf("%s with %v, want not supported", c.Verdict, got)
				}
				return
			}
			if c.Verdict != report.Pass || !slices.Equal(got, tc.want) {
				t.Errorf("%s with %v, want %v", c.Verdict, got, tc.want)
			}
		})
	}
}

func TestElements(t *testing.T) {
	for name, tc := range map[string]struct {
		attributes string
		want       string // "": not supported
		kinds      []string
	}{
		"e-mail addresses":   {`{"name":"emails","multiValued":true,"subAttributes":[{"name":"value"},{"name":"type"}]}`, "emails", []string{"work", "home", "other"}},
		"types of its own":   {`{"name":"emails","multiValued":true,"subAttributes":[{"name":"value"},{"name":"type","canonicalValues":["office","private"]}]}`, "emails", []string{"office", "private"}},
		"required addresses": {`{"name":"emails","multiValued":true,"required":true,"subAttributes":[{"name":"value"},{"name":"type"}]},{"name":"phoneNumbers","multiValued":true,"subAttributes":[{"name":"value"},{"name":"type"}]}`, "phoneNumbers", []string{"work", "mobile", "home"}},
		"without types":      {`{"name":"emails","multiValued":true,"subAttributes":[{"name":"value"}]}`, "", nil},
		"nothing":            {`{"name":"userName"}`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got subject.Plural
			c := judge(t, http.StatusOK, publishing(tc.attributes), func(t *harness.T) { got = subject.Elements(t) })
			if (tc.want == "") != (c.Verdict == report.NotSupported) || got.Name != tc.want || !slices.Equal(got.Kinds, tc.kinds) {
				t.Errorf("%s with %s %v, want %q %v", c.Verdict, got.Name, got.Kinds, tc.want, tc.kinds)
			}
		})
	}
}
