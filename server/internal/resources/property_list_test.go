package resources_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// What a filter finds through the store is what the filter language says of the resources as they are answered; a filter and
// its negation together find everybody, each once.
func TestFiltersFindWhatTheyMean(t *testing.T) {
	inStores(t, func(t *rapid.T, w *world) {
		all, whole := w.list(t, userType, resources.Query{Count: 100})
		for range 4 {
			text := w.question(t, 2)
			expr, err := filter.Parse(text, filter.LimitsFor(w.sc.Mode))
			must(t, err)
			program, err := filter.Compile(expr, userType, w.sc.Mode)
			if err != nil {
				continue // a combination without meaning, such as a type of a group that is none
			}
			want := []string{}
			for i, r := range whole.Resources {
				if program.Match(r) {
					want = append(want, all[i])
				}
			}
			got, l := w.list(t, userType, resources.Query{Filter: text, Count: 100})
			if !slices.Equal(got, want) || l.TotalResults != len(want) {
				t.Fatalf("%s: found %v (total %d), want %v", text, got, l.TotalResults, want)
			}
			rest, _ := w.list(t, userType, resources.Query{Filter: "not (" + text + ")", Count: 100})
			if union := append(got, rest...); len(union) != len(all) || !sameSet(union, all) {
				t.Fatalf("%s and its negation: found %v and %v of %v", text, got, rest, all)
			}
		}
	})
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// Pages, by index and by cursor, put one behind the other are the list without paging.
func TestPagesAreTheList(t *testing.T) {
	inStores(t, pagesAreTheList)
}

func pagesAreTheList(t *rapid.T, w *world) {
	q := resources.Query{Count: 100, CursorKey: []byte("secret"), Descending: rapid.Bool().Draw(t, "descending")}
	q.SortBy = rapid.SampledFrom([]string{"", "userName", "title", "emails", "active", "meta.created", "name.familyName", "externalId", "id"}).Draw(t, "sortBy")
	if rapid.Bool().Draw(t, "filtered") {
		q.Filter = rapid.SampledFrom([]string{`title pr`, `emails co "1"`, `groups.display pr`}).Draw(t, "filter")
	}
	want, _ := w.list(t, userType, q)
	if all, _ := w.list(t, userType, resources.Query{Filter: q.Filter, Count: 100}); !sameSet(all, want) {
		t.Fatalf("sorted by %q: %v, unsorted: %v", q.SortBy, want, all)
	}
	count := rapid.IntRange(1, 5).Draw(t, "count")
	var byIndex, byCursor []string
	for start := 1; start <= len(want); start += count {
		page := q
		page.StartIndex, page.Count = start, count
		ids, l := w.list(t, userType, page)
		if l.TotalResults != len(want) {
			t.Fatalf("totalResults from %d on: got %d, want %d", start, l.TotalResults, len(want))
		}
		byIndex = append(byIndex, ids...)
	}
	cursor := ""
	for {
		page := q
		page.Cursor, page.Count = &cursor, count
		ids, l := w.list(t, userType, page)
		byCursor = append(byCursor, ids...)
		if cursor = l.NextCursor; cursor == "" {
			break
		}
	}
	if !slices.Equal(byIndex, want) && len(want) > 0 || !slices.Equal(byCursor, want) && len(want) > 0 {
		t.Fatalf("pages of %d by index %v, by cursor %v, at once %v", count, byIndex, byCursor, want)
	}
}

// PUT twice is PUT once, and a pathless PATCH is the PATCH with paths.
func TestRepeatedAndRewrittenChanges(t *testing.T) {
	inStores(t, func(t *rapid.T, w *world) {
		body, other := person(t, 50), person(t, 51)
		made, err := w.Create(t.Context(), w.sc, userType, body, nil)
		must(t, err)
		first, err := w.Replace(t.Context(), w.sc, userType, made.ID, other, resources.Precondition{}, nil)
		must(t, err)
		second, err := w.Replace(t.Context(), w.sc, userType, made.ID, other, resources.Precondition{}, nil)
		must(t, err)
		if string(first.Body) != string(second.Body) || second.Changed {
			t.Fatalf("replaced twice:\n%s\n%s", first.Body, second.Body)
		}

		change := person(t, 52)
		delete(change, "userName")
		var pathed []any
		for _, name := range []string{"externalId", "displayName", "title", "active", "emails", "name", scim.SchemaEnterpriseUser} {
			if v, ok := change[name]; ok {
				pathed = append(pathed, scim.Object{"op": "replace", "path": name, "value": v})
			}
		}
		if len(pathed) == 0 {
			return
		}
		twin, err := w.Create(t.Context(), w.sc, userType, renamed(other, "twin"), nil)
		must(t, err)
		_, err = w.Replace(t.Context(), w.sc, userType, made.ID, renamed(other, "first"), resources.Precondition{}, nil)
		must(t, err)
		answers := make([]string, 2)
		for i, ops := range [][]any{pathed, {scim.Object{"op": "replace", "value": change}}} {
			id := []string{made.ID, twin.ID}[i]
			_, err := w.Patch(t.Context(), w.sc, userType, id, scim.Object{"schemas": []any{scim.MessagePatchOp}, "Operations": ops}, resources.Precondition{}, nil, true)
			must(t, err)
			a, err := w.Get(t.Context(), w.sc, userType, id, resources.Precondition{}, userType.Projection(nil, []string{"id", "meta", "userName"}))
			must(t, err)
			answers[i] = strings.ReplaceAll(string(a.Body), id, "ID")
		}
		if answers[0] != answers[1] {
			t.Fatalf("with paths and without:\n%s\n%s", answers[0], answers[1])
		}
	})
}

func renamed(o scim.Object, name string) scim.Object {
	o = maps.Clone(o)
	o["userName"] = name
	return o
}
