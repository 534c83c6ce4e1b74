package httpapi_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// walk follows nextCursor from the first page to the last and returns all ids; between two pages it calls meanwhile.
func (tg *target) walk(path, query string, meanwhile func(page int)) []string {
	tg.t.Helper()
	var all []string
	cursor := ""
	for page := 1; ; page++ {
		a := tg.want(200, tg.do("GET", path+"?"+query+"&cursor="+cursor, ""))
		all = append(all, a.ids()...)
		next, more := a.get("nextCursor").(string)
		if a.get("startIndex") != nil {
			tg.t.Errorf("page %d by cursor has a startIndex", page)
		}
		if !more {
			return all
		}
		if !regexp.MustCompile(`^[A-Za-z0-9._~-]+$`).MatchString(next) {
			tg.t.Errorf("nextCursor %q needs escaping (CUR-006)", next)
		}
		if page > 100 {
			tg.t.Fatal("the walk does not end")
		}
		cursor = next
		if meanwhile != nil {
			meanwhile(page)
		}
	}
}

// Pages by cursor, put one behind the other, are the list without paging, in every order and over several types.
func TestCursorWalks(t *testing.T) {
	tg := newTarget(t)
	var users []string
	for i := range 11 {
		users = append(users, tg.want(201, tg.do("POST", "/Users", fmt.Sprintf(`{"userName":"u%02d","title":"%c"}`, i, 'a'+i%3))).id())
	}
	for i := range 4 {
		tg.group(fmt.Sprintf("g%d", i), users[i])
	}
	for _, path := range []string{"/Users", "/Groups", "/"} {
		for _, query := range []string{
			"", "sortBy=id", "sortBy=title", "sortBy=title&sortOrder=descending", "sortBy=displayName", "sortBy=meta.lastModified",
			"filter=" + url.QueryEscape(`meta.resourceType eq "User" or meta.resourceType eq "Group"`), "filter=" + url.QueryEscape(`groups.display sw "g" or members pr`),
		} {
			if path == "/Groups" && (strings.Contains(query, "title") || strings.Contains(query, "groups")) || path == "/Users" && strings.Contains(query, "members") {
				continue
			}
			want := tg.want(200, tg.do("GET", path+"?count=20&"+query, "")).ids()
			for _, count := range []int{1, 2, 4, 15, 20} {
				if got := tg.walk(path, fmt.Sprintf("count=%d&%s", count, query), nil); !slices.Equal(got, want) {
					t.Errorf("GET %s?%s in pages of %d: got %v, want %v", path, query, count, got, want)
				}
			}
		}
	}
}

// CUR-019: what is created or deleted during a walk neither repeats nor hides what stays.
func TestCursorWalkUnderChange(t *testing.T) {
	for _, query := range []string{"count=2", "count=2&sortBy=userName", "count=2&sortBy=userName&sortOrder=descending"} {
		tg := newTarget(t)
		var all []string
		for i := range 9 {
			all = append(all, tg.user(fmt.Sprintf("m%d", i)))
		}
		gone := map[int]string{1: all[1], 2: all[3]} // shown before or about to be
		got := tg.walk("/Users", query, func(page int) {
			if page < 4 {
				tg.user(fmt.Sprintf("a%d", page))
				tg.user(fmt.Sprintf("z%d", page))
			}
			if id := gone[page]; id != "" {
				tg.want(204, tg.do("DELETE", "/Users/"+id, ""))
			}
		})
		seen := map[string]int{}
		for _, id := range got {
			seen[id]++
		}
		for i, id := range all {
			if n := seen[id]; n > 1 || n == 0 && i != 1 && i != 3 {
				t.Errorf("%s: user %d was shown %d times", query, i, n)
			}
		}
	}
}

func TestCursorErrors(t *testing.T) {
	tg := newTarget(t)
	for i := range 6 {
		tg.user(fmt.Sprintf("u%d", i))
	}
	first := tg.want(200, tg.do("GET", "/Users?count=2&cursor", ""))
	next, _ := first.get("nextCursor").(string)
	if next == "" || first.get("totalResults") != 6.0 || first.get("itemsPerPage") != 2.0 || first.get("previousCursor") != nil {
		t.Fatalf("CUR-003: first page: got %s", first.Body)
	}
	other := *tg
	other.token = tg.organisation("other")
	twin := *tg
	twin.token = tg.secondToken("dev")
	flipped := []byte(next)
	flipped[len(flipped)/2] ^= 1
	for name, tt := range map[string]struct {
		tg       *target
		query    string
		scimType string
	}{
		"garbage (CUR-010)":       {tg, "cursor=garbage", "invalidCursor"},
		"not base64":              {tg, "cursor=%21", "invalidCursor"},
		"broken escape":           {tg, "cursor=%zz", "invalidCursor"},
		"one bit changed":         {tg, "count=2&cursor=" + string(flipped), "invalidCursor"},
		"cut":                     {tg, "count=2&cursor=" + next[:len(next)-2], "invalidCursor"},
		"another filter":          {tg, "count=2&filter=userName+pr&cursor=" + next, "invalidCursor"},
		"another order":           {tg, "count=2&sortBy=userName&cursor=" + next, "invalidCursor"},
		"another organisation":    {&other, "count=2&cursor=" + next, "invalidCursor"},
		"another token":           {&twin, "count=2&cursor=" + next, "invalidCursor"},
		"another count (CUR-012)": {tg, "count=3&cursor=" + next, "invalidCount"},
		"too large a count":       {tg, "count=21&cursor", "invalidCount"},
		"both ways of paging":     {tg, "startIndex=2&cursor", "invalidValue"},
	} {
		t.Run(name, func(t *testing.T) {
			tg := *tt.tg
			tg.t = t
			tg.wantError(400, tt.scimType, tg.do("GET", "/Users?"+tt.query, ""))
		})
	}
	tg.wantError(400, "invalidCursor", tg.do("GET", "/Groups?count=2&cursor="+next, ""))

	for _, q := range []string{"count=0&cursor", "count=-1&cursor"} { // CUR-009
		if a := tg.want(200, tg.do("GET", "/Users?"+q, "")); len(a.ids()) != 0 || a.get("totalResults") != 6.0 {
			t.Errorf("GET /Users?%s: got %s", q, a.Body)
		}
	}
	again := tg.want(200, tg.do("GET", "/Users?cursor="+next, "")) // the count of the first page holds
	posted := tg.want(200, tg.do("POST", "/Users/.search", searchHead+`,"count":2,"cursor":"`+next+`"}`))
	if again.Body.String() != posted.Body.String() || again.get("itemsPerPage") != 2.0 {
		t.Errorf("CUR-017: by GET and by POST:\n%s\n%s", again.Body, posted.Body)
	}
	tg.now = tg.now.Add(time.Hour)
	tg.want(200, tg.do("GET", "/Users?count=2&cursor="+next, ""))
	tg.now = tg.now.Add(time.Second)
	tg.wantError(400, "expiredCursor", tg.do("GET", "/Users?count=2&cursor="+next, ""))
}

// A cursor is good at every process that serves the same store.
func TestCursorsWorkAtOtherProcesses(t *testing.T) {
	tg := newTarget(t)
	want := []string{tg.user("a"), tg.user("b"), tg.user("c")}
	first := tg.want(200, tg.do("GET", "/Users?count=1&cursor", ""))
	second := tg.process()
	a := second.want(200, second.do("GET", "/Users?count=2&cursor=", ""))
	b := second.want(200, second.do("GET", "/Users?cursor="+first.get("nextCursor").(string), ""))
	if !slices.Equal(a.ids(), want[:2]) || !slices.Equal(b.ids(), want[1:2]) {
		t.Errorf("the other process: got %v and %v, want %v and %v", a.ids(), b.ids(), want[:2], want[1:2])
	}
}

// Only the first page counts: a walk over n resources must not cost n²/count.
func TestPagesByCursorRepeatTheFirstTotal(t *testing.T) {
	tg := newTarget(t)
	for i := range 6 {
		tg.user(fmt.Sprintf("u%d", i))
	}
	page := tg.want(200, tg.do("GET", "/Users?count=2&cursor", ""))
	tg.user("late")
	for n := 2; n <= 3; n++ {
		next, _ := page.get("nextCursor").(string)
		page = tg.want(200, tg.do("GET", "/Users?cursor="+next, ""))
		if page.get("totalResults") != 6.0 {
			t.Errorf("page %d: totalResults %v, want the 6 of the first page", n, page.get("totalResults"))
		}
	}
	if fresh := tg.want(200, tg.do("GET", "/Users?count=2&cursor", "")); fresh.get("totalResults") != 7.0 {
		t.Errorf("first page of another walk: totalResults %v, want 7", fresh.get("totalResults"))
	}
}
