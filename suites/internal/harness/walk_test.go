package harness_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/report"
)

// pages answers lists of five things, the way form does.
func pages(form func(start, count int) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/Things" {
			answering(http.StatusNotFound, `{}`)(w, r)
			return
		}
		start, err := strconv.Atoi(r.URL.Query().Get("startIndex") + r.URL.Query().Get("cursor"))
		if err != nil {
			start = 1
		}
		count, err := strconv.Atoi(r.URL.Query().Get("count"))
		if err != nil {
			count = 3
		}
		w.Header().Set("Content-Type", "application/scim+json")
		_, _ = io.WriteString(w, form(start, count))
	}
}

func things(start, count int) string {
	var out []string
	for i := start; i < start+count && i <= 5; i++ {
		out = append(out, fmt.Sprintf(`{"id":"%d"}`, i))
	}
	return strings.Join(out, ",")
}

func TestAllReadsEveryPage(t *testing.T) {
	five := []string{"1", "2", "3", "4", "5"}
	for name, tc := range map[string]struct {
		form  func(start, count int) string
		count int
		want  []string
	}{
		"by index": {func(s, c int) string {
			return fmt.Sprintf(`{"totalResults":5,"startIndex":%d,"Resources":[%s]}`, s, things(s, c))
		}, 2, five},
		"smaller pages than asked for": {func(s, c int) string {
			return fmt.Sprintf(`{"totalResults":5,"startIndex":%d,"Resources":[%s]}`, s, things(s, 1))
		}, 4, five},
		"without a count": {func(s, c int) string {
			return fmt.Sprintf(`{"totalResults":5,"startIndex":%d,"Resources":[%s]}`, s, things(s, c))
		}, 0, five},
		"by cursor": {func(s, c int) string {
			return fmt.Sprintf(`{"totalResults":5,"nextCursor":"%d","Resources":[%s]}`, s+c, things(s, c))
		}, 2, five},
		"without a total":   {func(s, c int) string { return fmt.Sprintf(`{"Resources":[%s]}`, things(s, c)) }, 2, five},
		"a total too great": {func(s, c int) string { return fmt.Sprintf(`{"totalResults":9,"Resources":[%s]}`, things(s, c)) }, 2, five},
		"nothing":           {func(int, int) string { return `{"totalResults":0}` }, 2, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			checks, _, _ := play(t, pages(tc.form), nil, harness.Check(declare("AAD-101", harness.Must), func(t *harness.T) {
				got = t.All("/Things", tc.count).IDs()
			}))
			if !slices.Equal(got, tc.want) {
				t.Errorf("the walk finds %v, want %v (%s)", got, tc.want, checks[0].Reason)
			}
		})
	}
}

func TestAllComesToAnEnd(t *testing.T) {
	checks, _, _ := play(t, pages(func(int, int) string { return `{"totalResults":1000000,"Resources":[{"id":"1"}]}` }), nil,
		harness.Check(declare("AAD-101", harness.Must), func(t *harness.T) { t.All("/Things", 1) }))
	if checks[0].Verdict != report.Fail {
		t.Errorf("a list without end is %s, want a failure", checks[0].Verdict)
	}
}
