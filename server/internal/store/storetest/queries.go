package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

func query(t *testing.T, r store.Reader, q store.Query) store.Page {
	t.Helper()
	page, err := r.Query(t.Context(), acme, store.TypeUser, q)
	if err != nil {
		t.Fatalf("Query(%+v): %v", q, err)
	}
	return page
}

// withDoc is a user whose document is an object of the given text.
func withDoc(id, members string) store.Record {
	r := user(id)
	r.Doc = []byte("{" + members + "}")
	return r
}

var byTitle = &store.Sort{By: store.Doc("title")}

var queryTests = []test{
	{"nothing chosen chooses all, in the order of creation", func(t *testing.T, s store.Store) {
		records, ids := numbered(many)
		insert(t, s, records...)
		insert(t, s, group("g"))
		page := query(t, s, store.Query{Limit: -1, Total: true})
		equal(t, "ids", idsOf(page.Records), ids)
		equal(t, "total and next", fmt.Sprint(page.Total, page.Next), fmt.Sprint(many))
		page = query(t, s, store.Query{Limit: 3, Offset: 5})
		equal(t, "ids from offset 5", idsOf(page.Records), ids[5:8])
		equal(t, "total when not asked for", page.Total, -1)
		if page.Next == "" {
			t.Error("a page with more behind it has no position")
		}
		for _, c := range []store.Cond{store.All{}, store.Not{Cond: store.Any{}}} {
			equal(t, "total", query(t, s, store.Query{Where: c, Total: true}).Total, many)
		}
	}},
	{"records come whole", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"))
		want := []store.Record{get(t, s, store.TypeUser, "a"), get(t, s, store.TypeUser, "b")}
		for _, by := range []*store.Sort{nil, {By: store.Ref{Field: store.FieldID}}} {
			q := store.Query{Where: store.Test{Of: store.Doc("userName"), Op: store.Contains, Value: "@"}, Sort: by, Limit: -1, Total: true}
			equal(t, "records", query(t, s, q).Records, want)
		}
	}},
	{"a limit of 0 has a total and no position", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"))
		for _, by := range []*store.Sort{nil, byTitle} {
			page := query(t, s, store.Query{Total: true, Sort: by})
			equal(t, "page", page, store.Page{Total: 2})
		}
		check := func(context.Context, *store.Record) (bool, error) { return true, nil }
		equal(t, "page under a check", query(t, s, store.Query{Total: true, Check: check}), store.Page{Total: 2})
	}},
	{"a position holds its place while records come, go and change", func(t *testing.T, s store.Store) {
		titled := func(id, title string) store.Record { return withDoc(id, fmt.Sprintf(`"title":%q`, title)) }
		insert(t, s, titled("a", "10"), titled("b", "20"), titled("c", "30"), titled("d", "40"), titled("e", "50"))
		page := query(t, s, store.Query{Sort: byTitle, Limit: 2})
		update(t, s, func(tx store.Tx) error {
			c := get(t, tx, store.TypeUser, "c")
			c.Doc = []byte(`{"title":"05"}`) // moves before the position
			return errors.Join(
				tx.Delete(t.Context(), acme, store.TypeUser, "b", noon), // the position's own record
				tx.Delete(t.Context(), acme, store.TypeUser, "a", noon),
				tx.Replace(t.Context(), c),
				insertAll(t.Context(), tx, titled("f", "15"), titled("g", "45")),
			)
		})
		page = query(t, s, store.Query{Sort: byTitle, Limit: 2, After: page.Next})
		equal(t, "second page", idsOf(page.Records), []string{"d", "g"})
		page = query(t, s, store.Query{Sort: byTitle, Limit: 2, After: page.Next})
		equal(t, "third page", idsOf(page.Records), []string{"e"})
		equal(t, "position behind the last", page.Next, store.Position(""))
	}},
	{"a position whose value is too long depends on its record", func(t *testing.T, s store.Store) {
		long := strings.Repeat("ä", 1<<16)
		insert(t, s, withDoc("a", `"title":"`+long+`a"`), withDoc("b", `"title":"`+long+`b"`), withDoc("c", `"title":"`+long+`c"`))
		first := query(t, s, store.Query{Sort: byTitle, Limit: 1})
		if len(first.Next) > 2000 {
			t.Errorf("the position has %d bytes", len(first.Next))
		}
		next := query(t, s, store.Query{Sort: byTitle, Limit: 1, After: first.Next})
		equal(t, "second page", idsOf(next.Records), []string{"b"})
		update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeUser, "a", noon) })
		_, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Sort: byTitle, After: first.Next, Limit: 1})
		if !errors.Is(err, store.ErrPosition) {
			t.Errorf("behind a record that has gone: got %v, want ErrPosition", err)
		}
	}},
	{"what is no position of the query is refused", func(t *testing.T, s store.Store) {
		insert(t, s, withDoc("a", `"title":"x","n":1`), withDoc("b", `"title":"y","n":2`))
		number := &store.Sort{By: store.Doc("n"), Kind: store.KindNumber}
		created := &store.Sort{By: store.Ref{Field: store.FieldCreated}}
		positions := map[string]store.Position{
			"garbage": "x y", "no JSON": "eHg", "other JSON": "W10", "unsorted": query(t, s, store.Query{Limit: 1}).Next,
			"by text": query(t, s, store.Query{Limit: 1, Sort: byTitle}).Next, "by number": query(t, s, store.Query{Limit: 1, Sort: number}).Next,
		}
		for name, pos := range positions {
			for by, sort := range map[string]*store.Sort{"unsorted": nil, "by text": byTitle, "by number": number, "by time": created} {
				_, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Limit: 1, Sort: sort, After: pos})
				if name == by && err != nil || name != by && !errors.Is(err, store.ErrPosition) {
					t.Errorf("position %s in a query %s: got %v", name, by, err)
				}
			}
		}
	}},
	{"a check may read, and its error ends the query", func(t *testing.T, s store.Store) {
		records, ids := numbered(600)
		insert(t, s, records...)
		insert(t, s, group("g"))
		addMembers(t, s, "g", ids[100], ids[300], ids[500])
		in := func(ctx context.Context, r *store.Record) (bool, error) { return s.HasMember(ctx, acme, "g", r.ID) }
		page := query(t, s, store.Query{Check: in, Limit: 2, Total: true})
		equal(t, "ids", idsOf(page.Records), []string{ids[100], ids[300]})
		equal(t, "total", page.Total, 3)
		page = query(t, s, store.Query{Check: in, Limit: 2, Total: true, After: page.Next})
		equal(t, "second page", idsOf(page.Records), []string{ids[500]})
		equal(t, "total on the second page", page.Total, 3)
		_, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Limit: -1, Check: func(_ context.Context, r *store.Record) (bool, error) {
			if r.ID == ids[400] {
				return false, errRefused
			}
			return true, nil
		}})
		if !errors.Is(err, errRefused) {
			t.Errorf("Query: got %v, want the check's error", err)
		}
	}},
	{"e-mails are found by key, and kept up", func(t *testing.T, s store.Store) {
		insert(t, s, withDoc("a", `"emails":[{"type":"work","value":"A@x"},{"value":"b@x"},{"value":"a@X"}]`),
			withDoc("b", `"emails":["Ä@x",null,7,{"value":null}]`), withDoc("c", `"emails":{"value":"a@x"}`), user("d"))
		find := func(key string) []string {
			return idsOf(query(t, s, store.Query{Where: store.Eq{Index: store.ByEmail, Value: key}, Limit: -1}).Records)
		}
		equal(t, "a@x", find("a@x"), []string{"a", "c"})
		equal(t, "b@x", find("b@x"), []string{"a"})
		equal(t, "Ä@x", find("Ä@x"), []string{"b"})
		equal(t, "none", find(""), []string{"d"})
		update(t, s, func(tx store.Tx) error {
			return errors.Join(
				tx.Replace(t.Context(), withDoc("a", `"emails":[{"value":"c@x"},{"value":"b@x"}]`)),
				tx.Delete(t.Context(), acme, store.TypeUser, "c", noon),
			)
		})
		equal(t, "a@x later", find("a@x"), []string{})
		equal(t, "b@x later", find("b@x"), []string{"a"})
		equal(t, "c@x later", find("c@x"), []string{"a"})
	}},
	{"a transaction's query sees its changes", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"))
		update(t, s, func(tx store.Tx) error {
			r := withDoc("b", `"title":"t","emails":[{"value":"e"}]`)
			if err := tx.Insert(t.Context(), &r); err != nil {
				return err
			}
			where := store.All{store.Present{Of: store.Doc("title")}, store.Eq{Index: store.ByEmail, Value: "e"}}
			equal(t, "ids", idsOf(query(t, tx, store.Query{Where: where, Sort: byTitle, Limit: -1, Total: true}).Records), []string{"b"})
			return nil
		})
	}},
	{"hundreds of conditions are no trouble", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"))
		var some store.Any
		every := store.All{store.Present{Of: store.Doc("userName")}}
		for i := range 600 {
			some = append(some, store.Eq{Index: store.ByUniqueKey, Value: fmt.Sprint(i)},
				store.Test{Of: store.Doc("emails", "value"), Value: fmt.Sprint(i)}, store.Eq{Index: store.ByEmail, Value: fmt.Sprint(i)})
			every = append(every, store.Not{Cond: store.Eq{Index: store.ByMember, Value: fmt.Sprint(i)}})
		}
		some = append(some, store.Eq{Index: store.ByID, Value: "b"})
		equal(t, "ids", idsOf(query(t, s, store.Query{Where: store.All{some, every}, Limit: -1}).Records), []string{"b"})
		deep := store.Cond(store.Eq{Index: store.ByID, Value: "b"})
		for range 90 {
			deep = store.Any{store.All{deep, store.Present{Of: store.Doc("userName")}}}
		}
		equal(t, "ids under nested conditions", idsOf(query(t, s, store.Query{Where: deep, Limit: -1}).Records), []string{"b"})
	}},
	{"what makes no sense is refused", func(t *testing.T, s store.Store) {
		doc, id, created := store.Doc("a"), store.Ref{Field: store.FieldID}, store.Ref{Field: store.FieldCreated}
		conds := map[string]store.Cond{
			"nil inside":         store.All{nil},
			"unknown index":      store.Eq{Index: 99},
			"index of element":   store.Element{Path: []string{"a"}, Where: store.Eq{}},
			"group of element":   store.Element{Path: []string{"a"}, Where: store.InGroup{}},
			"field of element":   store.Element{Path: []string{"a"}, Where: store.Present{Of: id}},
			"empty path":         store.Present{Of: store.Doc()},
			"path of field":      store.Present{Of: store.Ref{Field: store.FieldID, Path: []string{"a"}}},
			"unknown field":      store.Present{Of: store.Ref{Field: 99}},
			"unknown comparison": store.Test{Of: doc, Op: 99, Value: "x"},
			"no value":           store.Test{Of: doc},
			"ordered bool":       store.Test{Of: doc, Op: store.Less, Value: true},
			"part of a number":   store.Test{Of: doc, Op: store.Contains, Value: int64(1)},
			"time of a string":   store.Test{Of: id, Value: noon},
			"string of a time":   store.Test{Of: created, Value: "x"},
			"too many":           store.All(slices.Repeat([]store.Cond{store.Present{Of: doc}}, 6000)),
		}
		for name, c := range conds {
			if _, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Where: c}); err == nil {
				t.Errorf("%s: Query succeeded, want an error", name)
			}
		}
		for name, by := range map[string]store.Sort{"unknown kind": {By: doc, Kind: 99}, "empty path": {}} {
			if _, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Sort: &by}); err == nil {
				t.Errorf("%s: Query succeeded, want an error", name)
			}
		}
	}},
	{"an ended context is an error, and nothing stays behind", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 20 { // more often than a store has connections
			_, err := s.Query(ctx, acme, store.TypeUser, store.Query{Sort: byTitle, Total: true, Limit: 1})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Query: got %v, want context.Canceled", err)
			}
		}
		equal(t, "afterwards", len(query(t, s, store.Query{Sort: byTitle, Limit: 1}).Records), 1)
	}},
	{"another organisation's records are not found", func(t *testing.T, s store.Store) {
		addOther(t, s)
		r := withDoc("a", `"title":"t","emails":[{"value":"e"}]`)
		r.Organisation = other
		g := group("g")
		g.Organisation = other
		insert(t, s, r, g)
		update(t, s, func(tx store.Tx) error {
			_, err := tx.AddMembers(t.Context(), other, "g", members("a"))
			return err
		})
		for _, c := range []store.Cond{
			nil,
			store.Present{Of: store.Doc("title")},
			store.Eq{Index: store.ByEmail, Value: "e"},
			store.InGroup{ID: "g"},
			store.Eq{Index: store.ByID, Value: "a"},
			store.Any{store.Eq{Index: store.ByEmail, Value: "e"}, store.Present{Of: store.Doc("title")}},
		} {
			for _, by := range []*store.Sort{nil, byTitle} {
				equal(t, fmt.Sprintf("with %#v", c), query(t, s, store.Query{Where: c, Sort: by, Limit: -1, Total: true}), store.Page{})
			}
			page, err := s.Query(t.Context(), other, store.TypeUser, store.Query{Where: c, Total: true})
			equal(t, "in its own", must(t, page, err).Total, 1)
		}
	}},
}
