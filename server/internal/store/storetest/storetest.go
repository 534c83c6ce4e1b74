package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Open returns a new, empty store.
type Open func(t *testing.T) store.Store

// test is one requirement; its store has the organisation "acme" and nothing else.
type test struct {
	name string
	run  func(t *testing.T, s store.Store)
}

func run(t *testing.T, open Open, tests []test) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			update(t, s, func(tx store.Tx) error {
				return tx.PutOrganisation(t.Context(), store.Organisation{
					ID: acme, Roles: []string{"member", "boss", "admin"}, Created: noon,
				})
			})
			tt.run(t, s)
		})
	}
}

const acme = "acme"

// noon is a time with all its digits, in a zone that is not UTC.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456789, time.FixedZone("NPT", 5*3600+45*60))

// RunContract tests what each method does.
func RunContract(t *testing.T, open Open) {
	t.Run("Organisations", func(t *testing.T) { run(t, open, organisationTests) })
	t.Run("Tokens", func(t *testing.T) { run(t, open, tokenTests) })
	t.Run("Records", func(t *testing.T) { run(t, open, recordTests) })
	t.Run("Insert", func(t *testing.T) { run(t, open, insertTests) })
	t.Run("Scan", func(t *testing.T) { run(t, open, scanTests) })
	t.Run("Settings", func(t *testing.T) { run(t, open, settingsTests) })
	t.Run("Query", func(t *testing.T) { run(t, open, queryTests) })
	t.Run("Values", func(t *testing.T) { run(t, open, valueTests) })
	t.Run("Members", func(t *testing.T) { run(t, open, memberTests) })
	t.Run("Roles", func(t *testing.T) { run(t, open, roleTests) })
}

// update runs fn, which must succeed.
func update(t *testing.T, s store.Store, fn func(store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

// refuse runs fn, which must fail with want and change nothing that the caller would notice.
func refuse(t *testing.T, s store.Store, want error, fn func(store.Tx) error) error {
	t.Helper()
	err := s.Update(t.Context(), fn)
	if !errors.Is(err, want) {
		t.Fatalf("Update: got error %v, want one that is %v", err, want)
	}
	return err
}

// user is a valid User; its key, and what else it is found by, derive from its id.
func user(id string) store.Record {
	return store.Record{
		Organisation: acme, Type: store.TypeUser, ID: id, Created: noon, Modified: noon,
		UniqueKey: id + "@example.com", ExternalID: "ext-" + id, DisplayKey: "name of " + id, Active: true,
		Doc: fmt.Appendf(nil, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s@Example.com"}`, id),
	}
}

func group(id string) store.Record {
	return store.Record{
		Organisation: acme, Type: store.TypeGroup, ID: id, Created: noon, Modified: noon,
		DisplayKey: "group " + id, Active: true, Doc: fmt.Appendf(nil, `{"displayName":"Group %s"}`, id),
	}
}

func insert(t *testing.T, s store.Store, records ...store.Record) {
	t.Helper()
	update(t, s, func(tx store.Tx) error { return insertAll(t.Context(), tx, records...) })
}

func insertAll(ctx context.Context, tx store.Tx, records ...store.Record) error {
	for _, r := range records {
		if err := tx.Insert(ctx, &r); err != nil {
			return err
		}
	}
	return nil
}

func addMembers(t *testing.T, s store.Store, group string, ids ...string) {
	t.Helper()
	update(t, s, func(tx store.Tx) error {
		_, err := tx.AddMembers(t.Context(), acme, group, members(ids...))
		return err
	})
}

func members(ids ...string) []store.Member {
	var ms []store.Member
	for _, id := range ids {
		ms = append(ms, store.Member{ID: id})
	}
	return ms
}

// scanIDs returns the ids a scan yields.
func scanIDs(t *testing.T, r store.Reader, org, typ string, narrow []store.Eq, offset, limit int) []string {
	t.Helper()
	ids := []string{}
	for rec, err := range r.Scan(t.Context(), org, typ, narrow, offset, limit) {
		if err != nil {
			t.Fatalf("Scan(%s, %v): %v", typ, narrow, err)
		}
		ids = append(ids, rec.ID)
	}
	return ids
}

// must fails the test on an error.
func must[T any](t *testing.T, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// get returns a record that must be there.
func get(t *testing.T, r store.Reader, typ, id string) store.Record {
	t.Helper()
	rec, err := r.Get(t.Context(), acme, typ, id)
	return must(t, rec, err)
}

// equal compares; an empty slice equals a nil one.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	if w.Kind() == reflect.Slice && w.Len() == 0 && g.Len() == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func sorted(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return ids
}
