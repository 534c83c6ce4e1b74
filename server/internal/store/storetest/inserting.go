package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

// insertTests hold store.Insert to what an Update that inserts a record does.
var insertTests = []test{
	{"does what an Update with it does", func(t *testing.T, s store.Store) {
		insert(t, s, user("before"))
		want := user("u")
		if err := store.Insert(t.Context(), s, &want); err != nil {
			t.Fatalf("Insert: got error %v", err)
		}
		if want.Seq <= get(t, s, store.TypeUser, "before").Seq || want.Version != 1 {
			t.Errorf("Insert set Seq %d and Version %d, want one that is later than the record's before and 1", want.Seq, want.Version)
		}
		want.Created, want.Modified = noon.UTC(), noon.UTC()
		equal(t, "record", get(t, s, store.TypeUser, "u"), want)
		equal(t, "found by key", scanIDs(t, s, acme, store.TypeUser, []store.Eq{{Index: store.ByUniqueKey, Value: want.UniqueKey}}, 0, -1), []string{"u"})
	}},
	{"says what is in the way and leaves it alone", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		before := get(t, s, store.TypeUser, "u")
		for name, c := range map[string]struct {
			change func(*store.Record)
			want   error
			key    string
		}{
			"key":          {func(r *store.Record) { r.UniqueKey = before.UniqueKey }, store.ErrConflict, before.UniqueKey},
			"id":           {func(r *store.Record) { r.ID = "u" }, store.ErrConflict, ""},
			"id of a user": {func(r *store.Record) { r.ID, r.Type = "u", store.TypeGroup }, store.ErrConflict, ""},
			"organisation": {func(r *store.Record) { r.Organisation = "nobody" }, store.ErrNotFound, ""},
			"invalid":      {func(r *store.Record) { r.ID = "" }, nil, ""},
		} {
			r := user("v")
			c.change(&r)
			err := store.Insert(t.Context(), s, &r)
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("%s: got error %v, want one that is %v", name, err, c.want)
			}
			var conflict *store.ConflictError
			if errors.As(err, &conflict) != (c.key != "") || conflict != nil && conflict.UniqueKey != c.key {
				t.Errorf("%s: got error %v, want one about the key %q", name, err, c.key)
			}
		}
		equal(t, "record", get(t, s, store.TypeUser, "u"), before)
		equal(t, "users", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), []string{"u"})
		equal(t, "groups", scanIDs(t, s, acme, store.TypeGroup, nil, 0, -1), []string{})
	}},
	{"does nothing when the context has ended", func(t *testing.T, s store.Store) {
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		r := user("u")
		if err := store.Insert(ended, s, &r); !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want the context's", err)
		}
		equal(t, "users", scanIDs(t, s, acme, store.TypeUser, nil, 0, -1), []string{})
	}},
	{"fails when the store is closed", func(t *testing.T, s store.Store) {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		r := user("u")
		if err := store.Insert(t.Context(), s, &r); !errors.Is(err, store.ErrClosed) {
			t.Errorf("got error %v, want ErrClosed", err)
		}
	}},
}
