package resources_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
	"github.com/entrasim/entrasim/server/internal/store/postgres/postgrestest"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// world is a Service with random people and groups in it.
type world struct {
	*resources.Service
	sc     resources.Scope
	users  []string
	groups []string
}

var words = []string{"a", "B", "b", "Ab", "É", "é", "ß", "x y", `q"\`, "10", "9", "true", "ſ", "K"}

func word(t *rapid.T) string { return rapid.SampledFrom(words).Draw(t, "word") }

func person(t *rapid.T, n int) scim.Object {
	o := scim.Object{"userName": fmt.Sprint(word(t), n)}
	maybe := func(name string, v func() any) {
		if rapid.Bool().Draw(t, "has "+name) {
			o[name] = v()
		}
	}
	text := func() any { return word(t) }
	maybe("externalId", text)
	maybe("displayName", text)
	maybe("title", text)
	maybe("active", func() any { return rapid.Bool().Draw(t, "active") })
	maybe("name", func() any { return scim.Object{"familyName": word(t)} })
	maybe("emails", func() any {
		var list []any
		for i := range rapid.IntRange(1, 3).Draw(t, "emails") {
			e := scim.Object{"value": fmt.Sprint(word(t), i)}
			if rapid.Bool().Draw(t, "typed") {
				e["type"] = rapid.SampledFrom([]string{"work", "HOME"}).Draw(t, "type")
			}
			if i == 1 && rapid.Bool().Draw(t, "primary") {
				e["primary"] = true
			}
			list = append(list, e)
		}
		return list
	})
	maybe(scim.SchemaEnterpriseUser, func() any {
		return scim.Object{"department": word(t), "manager": scim.Object{"value": word(t)}}
	})
	return o
}

// inStores checks a property in every store, PostgreSQL where there is one; each draw has an organisation of its own.
func inStores(t *testing.T, property func(*rapid.T, *world)) {
	onDisk, err := sqlite.Open(t.Context(), sqlite.Options{Dir: t.TempDir(), Synchronous: sqlite.Normal})
	if err != nil {
		t.Fatal(err)
	}
	stores := map[string]store.Store{"memory": memory.New(), "sqlite": onDisk}
	if url, ok := postgrestest.URL(t); ok {
		if stores["postgres"], err = postgres.Open(t.Context(), url, postgres.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	for name, st := range stores {
		t.Run(name, func(t *testing.T) {
			defer st.Close()
			n := 0
			rapid.Check(t, func(t *rapid.T) {
				n++
				property(t, populate(t, st, fmt.Sprint("o", n)))
			})
		})
	}
}

// populate fills an organisation.
func populate(t *rapid.T, st store.Store, org string) *world {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	w := &world{sc: resources.Scope{Organisation: org, Mode: schema.ModeEntra(), Base: "https://scim.example.com"}}
	now := func() time.Time { at = at.Add(time.Second); return at }
	w.Service = resources.New(resources.Config{Store: st, Now: now, IDs: resources.SeededIDs(7), MaxResults: 100})
	must(t, st.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: org, Name: org, Created: at})
	}))
	for i := range rapid.IntRange(0, 9).Draw(t, "users") {
		a, err := w.Create(t.Context(), w.sc, userType, person(t, i), nil)
		must(t, err)
		w.users = append(w.users, a.ID)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "groups") {
		var members []any
		for _, id := range append(slices.Clone(w.users), w.groups...) {
			if rapid.Bool().Draw(t, "member") {
				members = append(members, scim.Object{"value": id})
			}
		}
		a, err := w.Create(t.Context(), w.sc, groupType, scim.Object{"displayName": fmt.Sprint(word(t), i), "members": members}, nil)
		must(t, err)
		w.groups = append(w.groups, a.ID)
	}
	return w
}

var userType, groupType = schema.Core().ResourceType("User"), schema.Core().ResourceType("Group")

func must(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// question draws a filter on users.
func (w *world) question(t *rapid.T, depth int) string {
	quote := func(s string) string { return string(scim.AppendString(nil, s)) }
	names := []string{
		"userName", "externalId", "displayName", "title", "name.familyName", "emails", "emails.value", "emails.type", "id", "schemas", "groups", "groups.display",
		scim.SchemaEnterpriseUser + ":department", "manager", "meta.location", "nickName",
	}
	ops := []string{"eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"}
	value := func() string {
		if pool := append(slices.Clone(w.users), w.groups...); len(pool) > 0 && rapid.IntRange(0, 4).Draw(t, "id?") == 0 {
			return quote(rapid.SampledFrom(pool).Draw(t, "id"))
		}
		s := word(t)
		if rapid.Bool().Draw(t, "numbered") {
			s += fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "number"))
		}
		return quote(s)
	}
	compare := func(of []string) string {
		return rapid.SampledFrom(of).Draw(t, "name") + " " + rapid.SampledFrom(ops).Draw(t, "op") + " " + value()
	}
	kind := rapid.IntRange(0, 9).Draw(t, "kind")
	if depth == 0 {
		kind %= 7
	}
	switch kind {
	case 0, 1, 2:
		return compare(names)
	case 3:
		return rapid.SampledFrom(append(names, "active", "name", "meta.created")).Draw(t, "present") + rapid.SampledFrom([]string{" pr", " eq null", " ne null"}).Draw(t, "how")
	case 4:
		return "active " + rapid.SampledFrom([]string{"eq true", "ne true", "eq false", `eq "False"`}).Draw(t, "active")
	case 5:
		return "meta.created " + rapid.SampledFrom([]string{"gt", "le", "eq", "ne"}).Draw(t, "op") + fmt.Sprintf(` "2026-03-02T08:00:%02dZ"`, rapid.IntRange(0, 30).Draw(t, "second"))
	case 6:
		inner := compare([]string{"value", "type"})
		if rapid.Bool().Draw(t, "more") {
			inner += rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "join") + rapid.SampledFrom([]string{"primary eq true", "primary ne true", "primary eq false", "type pr", `not (value co "1")`}).Draw(t, "second")
		}
		return rapid.SampledFrom([]string{"emails", "groups"}).Draw(t, "list") + "[" + inner + "]"
	case 7:
		return "not (" + w.question(t, depth-1) + ")"
	default:
		return "(" + w.question(t, depth-1) + rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "join") + w.question(t, depth-1) + ")"
	}
}

type listing struct {
	TotalResults int
	NextCursor   string
	Resources    []map[string]any
}

func (w *world) list(t *rapid.T, rt *schema.ResourceType, q resources.Query) ([]string, listing) {
	t.Helper()
	body, err := w.List(t.Context(), w.sc, rt, q)
	if err != nil {
		t.Fatalf("list %+v: %v", q, err)
	}
	var l listing
	must(t, json.Unmarshal(body, &l))
	ids := []string{}
	for _, r := range l.Resources {
		ids = append(ids, r["id"].(string))
	}
	return ids, l
}
