package resources_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
)

var errTooDear = errors.New("this must not be read here")

// watched fails reads that a fast path must do without, and counts records that are looked at one by one.
type watched struct {
	store.Store
	noMembers bool
	noGroups  bool
	checked   atomic.Int64
}

type watchedTx struct {
	store.Tx
	w *watched
}

func (w *watched) Members(ctx context.Context, org, group string) ([]store.Member, error) {
	if w.noMembers {
		return nil, errTooDear
	}
	return w.Store.Members(ctx, org, group)
}

func (w *watched) GroupsOf(ctx context.Context, org, id string) ([]store.GroupRef, error) {
	if w.noGroups {
		return nil, errTooDear
	}
	return w.Store.GroupsOf(ctx, org, id)
}

func (w *watched) Query(ctx context.Context, org, typ string, q store.Query) (store.Page, error) {
	if check := q.Check; check != nil {
		q.Check = func(ctx context.Context, r *store.Record) (bool, error) {
			w.checked.Add(1)
			return check(ctx, r)
		}
	}
	return w.Store.Query(ctx, org, typ, q)
}

func (w *watched) Update(ctx context.Context, fn func(store.Tx) error) error {
	return w.Store.Update(ctx, func(tx store.Tx) error { return fn(watchedTx{tx, w}) })
}

func (t watchedTx) Members(ctx context.Context, org, group string) ([]store.Member, error) {
	if t.w.noMembers {
		return nil, errTooDear
	}
	return t.Tx.Members(ctx, org, group)
}

type fixture struct {
	*resources.Service
	store *watched
	sc    resources.Scope
	user  *schema.ResourceType
	group *schema.ResourceType
}

func newFixture(t *testing.T) *fixture {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	f := &fixture{store: &watched{Store: memory.New()}, user: schema.Core().ResourceType("User"), group: schema.Core().ResourceType("Group")}
	t.Cleanup(func() { f.store.Close() })
	f.Service = resources.New(resources.Config{Store: f.store, Now: now, IDs: resources.RandomIDs(now, rand.Reader), MaxResults: 1000})
	f.sc = resources.Scope{Organisation: "acme", Mode: schema.ModeEntra(), Base: "https://scim.example.com/scim/v2"}
	err := f.store.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: "acme", Name: "Acme", Created: at})
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) create(t *testing.T, rt *schema.ResourceType, body scim.Object) string {
	t.Helper()
	a, err := f.Create(t.Context(), f.sc, rt, body, nil)
	if err != nil {
		t.Fatalf("create %v: %v", body, err)
	}
	return a.ID
}

func (f *fixture) patch(t *testing.T, id string, ops ...any) error {
	t.Helper()
	_, err := f.Patch(t.Context(), f.sc, f.group, id, scim.Object{"schemas": []any{scim.MessagePatchOp}, "Operations": ops}, resources.Precondition{}, nil, true)
	return err
}

// One member added to or removed from a large group, a rename, a look at it without members: none reads the member list.
func TestMembersAreNotReadInPassing(t *testing.T) {
	f := newFixture(t)
	ada, bob := f.create(t, f.user, scim.Object{"userName": "ada"}), f.create(t, f.user, scim.Object{"userName": "bob"})
	group := f.create(t, f.group, scim.Object{"displayName": "Optics", "members": []any{scim.Object{"value": ada}}})
	without := f.group.Projection(nil, []string{"members"})
	f.store.noMembers = true
	member := []any{scim.Object{"value": bob}}
	for name, do := range map[string]func() error{
		"add and remove": func() error {
			return errors.Join(f.patch(t, group, scim.Object{"op": "Add", "path": "members", "value": member}),
				f.patch(t, group, scim.Object{"op": "Remove", "path": "members", "value": member}),
				f.patch(t, group, scim.Object{"op": "remove", "path": `members[value eq "` + bob + `"]`}))
		},
		"rename": func() error {
			return f.patch(t, group, scim.Object{"op": "replace", "value": scim.Object{"displayName": "Optics EU"}})
		},
		"get": func() error {
			_, err := f.Get(t.Context(), f.sc, f.group, group, resources.Precondition{}, without)
			return err
		},
		"list": func() error {
			_, err := f.List(t.Context(), f.sc, f.group, resources.Query{Filter: `displayName sw "optics"`, Count: -1, Excluded: []string{"members"}})
			return err
		},
		"membership question": func() error {
			body, err := f.List(t.Context(), f.sc, f.group, resources.Query{Filter: `id eq "` + group + `" and members eq "` + ada + `"`, Count: -1, Excluded: []string{"members"}})
			if err == nil && !strings.Contains(string(body), `"totalResults":1`) {
				err = fmt.Errorf("the member was not found: %s", body)
			}
			return err
		},
	} {
		if err := do(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := f.Get(t.Context(), f.sc, f.group, group, resources.Precondition{}, nil); !errors.Is(err, errTooDear) {
		t.Errorf("the test sees nothing: reading the whole group gave %v", err)
	}
}

// What the store can decide is left to it; what it cannot is checked for as few records as possible.
func TestFiltersAreAnsweredByTheStore(t *testing.T) {
	f := newFixture(t)
	var id string
	for i := range 50 {
		id = f.create(t, f.user, scim.Object{
			"userName": fmt.Sprint("u", i), "externalId": fmt.Sprint("x", i), "displayName": fmt.Sprint("U ", i),
			"emails": []any{scim.Object{"value": fmt.Sprint("u", i, "@example.com"), "type": "work"}},
		})
	}
	for filter, want := range map[string]int64{
		`userName eq "u7"`: 0, `userName eq "nobody"`: 0, `externalId eq "x7"`: 0, `displayName eq "u 7"`: 0, `id eq "` + id + `"`: 0,
		`userName eq "u7" and title pr`: 0, `manager eq "m" or not (title pr)`: 0, `emails[type eq "work" and value co "@"]`: 0,
		`meta.created gt "2020-01-01T00:00:00Z"`: 0, `groups.value eq "g"`: 0, `active eq true`: 0, `emails eq "u7@example.com"`: 0,
		`userName eq "u7" and groups.display eq "G"`: 1, `groups.display eq "G"`: 50, `not (meta.version eq "x")`: 50,
	} {
		f.store.checked.Store(0)
		if _, err := f.List(t.Context(), f.sc, f.user, resources.Query{Filter: filter, Count: -1}); err != nil {
			t.Errorf("%s: %v", filter, err)
		}
		if got := f.store.checked.Load(); got != want {
			t.Errorf("%s: looked at %d records one by one, want %d", filter, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	f := newFixture(t)
	a, b := f.create(t, f.user, scim.Object{"userName": "a"}), f.create(t, f.user, scim.Object{"userName": "b"})
	if a == b || len(a) != 36 || a[14] != '7' || !strings.ContainsRune("89ab", rune(a[19])) || strings.Contains(a, "bulkId") {
		t.Errorf("ids: got %s and %s, want two UUIDs of version 7", a, b)
	}
}

// The groups of a page of users are asked for once, however many users there are.
func TestAPageOfUsersAsksForGroupsOnce(t *testing.T) {
	f := newFixture(t)
	ada, bob := f.create(t, f.user, scim.Object{"userName": "ada"}), f.create(t, f.user, scim.Object{"userName": "bob"})
	f.create(t, f.group, scim.Object{"displayName": "Optics", "members": []any{scim.Object{"value": ada}, scim.Object{"value": bob}}})
	f.store.noGroups = true
	cursor := ""
	for name, q := range map[string]resources.Query{
		"by index":  {Count: -1},
		"by cursor": {Count: -1, Cursor: &cursor, CursorKey: []byte("secret")},
	} {
		body, err := f.List(t.Context(), f.sc, f.user, q)
		if err != nil || strings.Count(string(body), `"display":"Optics"`) != 2 {
			t.Errorf("page %s: got %s, error %v; want both users with their group", name, body, err)
		}
	}
	if _, err := f.Get(t.Context(), f.sc, f.user, ada, resources.Precondition{}, nil); !errors.Is(err, errTooDear) {
		t.Errorf("the test sees nothing: reading one user gave %v", err)
	}
}
