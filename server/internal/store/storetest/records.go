package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

var recordTests = []test{
	{"come back as they were inserted, in UTC", func(t *testing.T, s store.Store) {
		want := user("u")
		update(t, s, func(tx store.Tx) error {
			r := want
			if err := tx.Insert(t.Context(), &r); err != nil {
				return err
			}
			want.Seq, want.Version = r.Seq, r.Version
			return nil
		})
		if want.Seq < 1 || want.Version != 1 {
			t.Errorf("Insert set Seq %d and Version %d, want a positive one and 1", want.Seq, want.Version)
		}
		want.Created, want.Modified = noon.UTC(), noon.UTC()
		equal(t, "record", get(t, s, store.TypeUser, "u"), want)
	}},
	{"keep strings of any content and length", func(t *testing.T, s store.Store) {
		for name, value := range map[string]string{
			"nul":        "a\x00b",
			"nul longer": "a\x00bc",
			"emoji":      "👩‍👩‍👧 ẞ İ",
			"quotes":     `'"%_\`,
			"long":       strings.Repeat("ä", 1<<20),
		} {
			r := user(name)
			r.UniqueKey, r.ExternalID, r.DisplayKey, r.Doc = value, value, value, []byte(value)
			insert(t, s, r)
			got := get(t, s, store.TypeUser, name)
			if got.UniqueKey != value || got.ExternalID != value || got.DisplayKey != value || string(got.Doc) != value {
				t.Errorf("%s: a string of %d bytes came back otherwise", name, len(value))
			}
			for _, index := range []store.Index{store.ByUniqueKey, store.ByExternalID, store.ByDisplay} {
				ids := scanIDs(t, s, acme, store.TypeUser, []store.Eq{{Index: index, Value: value}}, 0, -1)
				equal(t, name+" found by index", ids, []string{name})
			}
		}
	}},
	{"keep instants to the nanosecond", func(t *testing.T, s store.Store) {
		for name, at := range map[string]time.Time{
			"absent":      {},
			"1970":        time.Unix(0, 0),
			"before 1970": time.Date(1901, 2, 3, 4, 5, 6, 7, time.UTC),
			"far":         time.Date(2261, 12, 31, 23, 59, 59, 999999999, time.UTC),
			"zoned":       noon,
		} {
			r := user(name)
			r.Created, r.Modified = at, at
			insert(t, s, r)
			got := get(t, s, store.TypeUser, name)
			if !got.Created.Equal(at) || !got.Modified.Equal(at) || got.Created.Location() != time.UTC {
				t.Errorf("%s: got %v and %v, want %v in UTC", name, got.Created, got.Modified, at)
			}
		}
	}},
	{"a taken unique key is a conflict that names it", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		again := user("v")
		again.UniqueKey = "u@example.com"
		err := refuse(t, s, store.ErrConflict, func(tx store.Tx) error { return tx.Insert(t.Context(), &again) })
		var conflict *store.ConflictError
		if !errors.As(err, &conflict) || *conflict != (store.ConflictError{Type: "User", UniqueKey: "u@example.com"}) {
			t.Errorf("Insert with a taken key: got %v, want a ConflictError with type and key", err)
		}
		exact := user("u")
		err = refuse(t, s, store.ErrConflict, func(tx store.Tx) error { return tx.Insert(t.Context(), &exact) })
		if !errors.As(err, &conflict) {
			t.Errorf("Insert with taken key and id: got %v, want a ConflictError", err)
		}
	}},
	{"keys are unique within their type, and empty ones do not count", func(t *testing.T, s store.Store) {
		g := group("g")
		g.UniqueKey = "u@example.com"
		a, b := user("a"), user("b")
		a.UniqueKey, b.UniqueKey = "", ""
		insert(t, s, user("u"), g, a, b)
	}},
	{"ids are unique over all types", func(t *testing.T, s store.Store) {
		insert(t, s, user("x"))
		g := group("x")
		err := refuse(t, s, store.ErrConflict, func(tx store.Tx) error { return tx.Insert(t.Context(), &g) })
		var conflict *store.ConflictError
		if errors.As(err, &conflict) {
			t.Errorf("a taken id is reported as the taken key %q", conflict.UniqueKey)
		}
	}},
	{"the type is part of the question", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		if _, err := s.Get(t.Context(), acme, store.TypeGroup, "u"); !isNotFound(err) {
			t.Errorf("Get(Group, id of a User): got %v, want ErrNotFound", err)
		}
		equal(t, "groups with the id of a user",
			scanIDs(t, s, acme, store.TypeGroup, []store.Eq{{Index: store.ByID, Value: "u"}}, 0, -1), []string{})
	}},
	{"Replace overwrites all but Seq and Created", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"), user("v"))
		before := get(t, s, store.TypeUser, "u")
		r := store.Record{
			Organisation: acme, Type: store.TypeUser, ID: "u", Seq: 99, Version: 7, Created: noon.Add(time.Hour),
			Modified: noon.Add(time.Minute), UniqueKey: "k", ExternalID: "e", DisplayKey: "d", Doc: []byte("{}"),
		}
		update(t, s, func(tx store.Tx) error { return tx.Replace(t.Context(), r) })
		r.Seq, r.Created, r.Modified = before.Seq, before.Created, r.Modified.UTC()
		equal(t, "record", get(t, s, store.TypeUser, "u"), r)
		for _, narrow := range everyNarrowing("u", "-")[1:4] {
			equal(t, "found by an old key", scanIDs(t, s, acme, store.TypeUser, []store.Eq{narrow}, 0, -1), []string{})
		}
		for index, value := range map[store.Index]string{store.ByUniqueKey: "k", store.ByExternalID: "e", store.ByDisplay: "d"} {
			ids := scanIDs(t, s, acme, store.TypeUser, []store.Eq{{Index: index, Value: value}}, 0, -1)
			equal(t, "found by a new key", ids, []string{"u"})
		}
	}},
	{"Replace respects unique keys and what is not there", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"), user("v"))
		r := user("u")
		r.UniqueKey = "v@example.com"
		err := refuse(t, s, store.ErrConflict, func(tx store.Tx) error { return tx.Replace(t.Context(), r) })
		var conflict *store.ConflictError
		if !errors.As(err, &conflict) {
			t.Errorf("Replace with a taken key: got %v, want a ConflictError", err)
		}
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.Replace(t.Context(), user("nobody")) })
		update(t, s, func(tx store.Tx) error { return tx.Replace(t.Context(), user("u")) }) // its own key is not taken
	}},
	{"Touch raises Version and sets Modified", func(t *testing.T, s store.Store) {
		insert(t, s, group("g"))
		later := noon.Add(time.Second)
		for range 2 {
			update(t, s, func(tx store.Tx) error { return tx.Touch(t.Context(), acme, store.TypeGroup, "g", later) })
		}
		got := get(t, s, store.TypeGroup, "g")
		if got.Version != 3 || !got.Modified.Equal(later) || !got.Created.Equal(noon) {
			t.Errorf("after two touches: version %d, modified %v; want 3, %v", got.Version, got.Modified, later)
		}
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error { return tx.Touch(t.Context(), acme, store.TypeGroup, "x", later) })
	}},
	{"Delete removes, and the keys are free again", func(t *testing.T, s store.Store) {
		insert(t, s, user("u"))
		update(t, s, func(tx store.Tx) error { return tx.Delete(t.Context(), acme, store.TypeUser, "u", noon) })
		if _, err := s.Get(t.Context(), acme, store.TypeUser, "u"); !isNotFound(err) {
			t.Errorf("Get after Delete: got %v, want ErrNotFound", err)
		}
		refuse(t, s, store.ErrNotFound, func(tx store.Tx) error {
			return tx.Delete(t.Context(), acme, store.TypeUser, "u", noon)
		})
		insert(t, s, user("u"))
	}},
	{"what is read or given is not shared", func(t *testing.T, s store.Store) {
		r := user("u")
		doc := string(r.Doc)
		insert(t, s, r)
		r.Doc[0] = 'X'
		got := get(t, s, store.TypeUser, "u")
		got.Doc[0] = 'Y'
		equal(t, "document", string(get(t, s, store.TypeUser, "u").Doc), doc)
	}},
	{"what cannot be stored is refused", func(t *testing.T, s store.Store) {
		for name, change := range map[string]func(*store.Record){
			"no id":            func(r *store.Record) { r.ID = "" },
			"no type":          func(r *store.Record) { r.Type = "" },
			"negative version": func(r *store.Record) { r.Version = -1 },
			"time too late":    func(r *store.Record) { r.Modified = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) },
		} {
			r := user("u")
			change(&r)
			if err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Insert(t.Context(), &r) }); err == nil {
				t.Errorf("%s: Insert(%+v) succeeded, want an error", name, r)
			}
		}
	}},
}
