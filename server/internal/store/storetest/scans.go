package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

// many is more than any store reads at a stretch.
const many = 1100

func numbered(n int) (records []store.Record, ids []string) {
	for i := range n {
		id := fmt.Sprintf("u%05d", (i*7919)%n) // ids in another order than creation
		records = append(records, user(id))
		ids = append(ids, id)
	}
	return records, ids
}

func eq(index store.Index, value string) store.Eq { return store.Eq{Index: index, Value: value} }

var scanTests = []test{
	{"yields in the order of creation, whatever the times", func(t *testing.T, s store.Store) {
		records, ids := numbered(many) // all created at the same instant
		insert(t, s, records...)
		insert(t, s, group("g"))
		equal(t, "ids", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), ids)
		n, err := s.Count(t.Context(), acme, store.TypeUser, nil)
		equal(t, "count", must(t, n, err), many)
	}},
	{"offset and limit cut", func(t *testing.T, s store.Store) {
		records, ids := numbered(many)
		insert(t, s, records...)
		for _, tt := range []struct {
			offset, limit int
			want          []string
		}{
			{0, 0, nil},
			{0, 1, ids[:1]},
			{5, 10, ids[5:15]},
			{0, 256, ids[:256]},
			{1, 512, ids[1:513]},
			{300, 700, ids[300:1000]},
			{1000, -1, ids[1000:]},
			{many - 1, 10, ids[many-1:]},
			{many, -1, nil},
			{many * 2, 10, nil},
		} {
			got := scanIDs(t, s, acme, store.TypeUser, nil, tt.offset, tt.limit)
			equal(t, fmt.Sprintf("offset %d, limit %d", tt.offset, tt.limit), got, append([]string{}, tt.want...))
		}
	}},
	{"one equality", func(t *testing.T, s store.Store) {
		twin := user("twin")
		twin.ExternalID, twin.DisplayKey = "ext-a", "name of a"
		insert(t, s, user("a"), group("g"), user("b"), twin, group("h"))
		addMembers(t, s, "h", "a", "g")
		addMembers(t, s, "g", "a")
		for _, tt := range []struct {
			typ  string
			eq   store.Eq
			want []string
		}{
			{store.TypeUser, eq(store.ByID, "b"), []string{"b"}},
			{store.TypeUser, eq(store.ByID, "g"), nil},
			{store.TypeUser, eq(store.ByUniqueKey, "b@example.com"), []string{"b"}},
			{store.TypeUser, eq(store.ByUniqueKey, "B@example.com"), nil},
			{store.TypeUser, eq(store.ByExternalID, "ext-a"), []string{"a", "twin"}},
			{store.TypeUser, eq(store.ByExternalID, "EXT-A"), nil},
			{store.TypeUser, eq(store.ByDisplay, "name of a"), []string{"a", "twin"}},
			{store.TypeGroup, eq(store.ByDisplay, "group g"), []string{"g"}},
			{store.TypeGroup, eq(store.ByMember, "a"), []string{"g", "h"}},
			{store.TypeGroup, eq(store.ByMember, "g"), []string{"h"}},
			{store.TypeGroup, eq(store.ByMember, "b"), nil},
			{store.TypeGroup, eq(store.ByMember, "unknown"), nil},
			{store.TypeUser, eq(store.ByMember, "a"), nil},
			{"Device", eq(store.ByID, "a"), nil},
		} {
			checkScan(t, s, tt.typ, []store.Eq{tt.eq}, tt.want)
		}
	}},
	{"an empty value finds those without", func(t *testing.T, s store.Store) {
		bare := user("bare")
		bare.UniqueKey, bare.ExternalID, bare.DisplayKey = "", "", ""
		insert(t, s, user("a"), bare)
		for _, index := range []store.Index{store.ByUniqueKey, store.ByExternalID, store.ByDisplay} {
			checkScan(t, s, store.TypeUser, []store.Eq{eq(index, "")}, []string{"bare"})
		}
		checkScan(t, s, store.TypeUser, []store.Eq{eq(store.ByID, "")}, nil)
		checkScan(t, s, store.TypeGroup, []store.Eq{eq(store.ByMember, "")}, nil)
	}},
	{"several equalities must all hold", func(t *testing.T, s store.Store) {
		insert(t, s, user("a"), user("b"), group("g"), group("h"), group("i"))
		addMembers(t, s, "g", "a", "b")
		addMembers(t, s, "h", "a")
		addMembers(t, s, "i", "b", "a")
		for _, tt := range []struct {
			typ    string
			narrow []store.Eq
			want   []string
		}{
			{store.TypeUser, []store.Eq{eq(store.ByID, "a"), eq(store.ByUniqueKey, "a@example.com")}, []string{"a"}},
			{store.TypeUser, []store.Eq{eq(store.ByID, "a"), eq(store.ByUniqueKey, "b@example.com")}, nil},
			{store.TypeUser, []store.Eq{eq(store.ByID, "a"), eq(store.ByID, "a")}, []string{"a"}},
			{store.TypeUser, []store.Eq{eq(store.ByID, "a"), eq(store.ByID, "b")}, nil},
			{store.TypeUser, []store.Eq{
				eq(store.ByExternalID, "ext-b"), eq(store.ByDisplay, "name of b"), eq(store.ByID, "b"),
			}, []string{"b"}},
			{store.TypeGroup, []store.Eq{eq(store.ByMember, "a"), eq(store.ByMember, "b")}, []string{"g", "i"}},
			{store.TypeGroup, []store.Eq{eq(store.ByMember, "a"), eq(store.ByMember, "x")}, nil},
			{store.TypeGroup, []store.Eq{
				eq(store.ByMember, "a"), eq(store.ByMember, "b"), eq(store.ByMember, "a"), eq(store.ByDisplay, "group i"),
			}, []string{"i"}},
		} {
			checkScan(t, s, tt.typ, tt.narrow, tt.want)
		}
	}},
	{"hundreds of equalities are no trouble", func(t *testing.T, s store.Store) {
		records, ids := numbered(600)
		insert(t, s, records...)
		insert(t, s, group("g"), group("h"))
		addMembers(t, s, "g", ids...)
		addMembers(t, s, "h", ids[1:]...)
		var narrow []store.Eq
		for _, id := range ids {
			narrow = append(narrow, eq(store.ByMember, id))
		}
		checkScan(t, s, store.TypeGroup, narrow, []string{"g"})
	}},
	{"the loop body may read and write", func(t *testing.T, s store.Store) {
		records, ids := numbered(many)
		insert(t, s, records...)
		var seen []string
		for r, err := range s.Scan(t.Context(), acme, store.TypeUser, nil, 0, -1) {
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, r.ID)
			if len(seen)%100 == 0 {
				get(t, s, store.TypeUser, r.ID)
				update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeUser, r.ID, noon) })
			}
		}
		equal(t, "ids seen", seen, ids)
	}},
	{"a scan inside a transaction sees its changes", func(t *testing.T, s store.Store) {
		records, ids := numbered(many)
		left := -1
		update(t, s, func(tx store.Tx) error {
			if err := insertAll(t.Context(), tx, records...); err != nil {
				return err
			}
			for r, err := range tx.Scan(t.Context(), acme, store.TypeUser, nil, 0, -1) {
				if err != nil {
					return err
				}
				if err := tx.Delete(t.Context(), acme, store.TypeUser, r.ID, noon); err != nil {
					return err
				}
			}
			var err error
			left, err = tx.Count(t.Context(), acme, store.TypeUser, nil)
			return err
		})
		equal(t, "left of "+fmt.Sprint(len(ids)), left, 0)
	}},
	{"can be left early, and run again", func(t *testing.T, s store.Store) {
		records, ids := numbered(many)
		insert(t, s, records...)
		seq := s.Scan(t.Context(), acme, store.TypeUser, nil, 0, -1)
		for range 20 { // more often than a store has connections
			for r, err := range seq {
				equal(t, "first", must(t, r, err).ID, ids[0])
				break
			}
		}
	}},
	{"an ended context ends it with one error", func(t *testing.T, s store.Store) {
		records, _ := numbered(many)
		insert(t, s, records...)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		good, bad := 0, 0
		for _, err := range s.Scan(ctx, acme, store.TypeUser, nil, 0, -1) {
			if err == nil {
				good++
				cancel()
				continue
			}
			bad++
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Scan after cancel: got %v, want context.Canceled", err)
			}
		}
		if good == 0 || good == many || bad != 1 {
			t.Errorf("after cancelling in the first round: %d records and %d errors, want some and one", good, bad)
		}
	}},
	{"an unknown index is an error", func(t *testing.T, s store.Store) {
		if _, err := s.Count(t.Context(), acme, store.TypeUser, []store.Eq{eq(store.Index(99), "x")}); err == nil {
			t.Error("Count by index 99 succeeded, want an error")
		}
	}},
}

func checkScan(t *testing.T, s store.Store, typ string, narrow []store.Eq, want []string) {
	t.Helper()
	what := fmt.Sprintf("%s with %.80v", typ, fmt.Sprint(narrow))
	equal(t, what, scanIDs(t, s, acme, typ, narrow, 0, -1), append([]string{}, want...))
	if len(want) > 1 {
		equal(t, what+", second", scanIDs(t, s, acme, typ, narrow, 1, 1), want[1:2])
	}
	n, err := s.Count(t.Context(), acme, typ, narrow)
	equal(t, "count of "+what, must(t, n, err), len(want))
}
