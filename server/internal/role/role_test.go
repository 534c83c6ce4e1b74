package role_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/role"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
)

func newService(t *testing.T) (*role.Service, store.Store) {
	st := memory.New()
	t.Cleanup(func() { st.Close() })
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	record := func(typ, id, name string) *store.Record {
		return &store.Record{
			Organisation: "acme", Type: typ, ID: id, Created: at, Modified: at, DisplayKey: name, UniqueKey: id, Active: true,
			Doc: []byte(`{"schemas":["x"],"userName":"` + id + `","displayName":"` + name + `"}`),
		}
	}
	err := st.Update(t.Context(), func(tx store.Tx) error {
		return errors.Join(
			tx.PutOrganisation(t.Context(), store.Organisation{ID: "acme", Name: "Acme", Roles: []string{"member", "boss", "admin"}, Created: at}),
			tx.Insert(t.Context(), record("User", "ada", "")),
			tx.Insert(t.Context(), record("Group", "g1", "optics")),
			tx.Insert(t.Context(), record("Group", "g2", "twin")),
			tx.Insert(t.Context(), record("Group", "g3", "twin")),
		)
	})
	if err != nil {
		t.Fatalf("fill store: %v", err)
	}
	return role.New(st), st
}

func TestMapping(t *testing.T) {
	s, _ := newService(t)
	ctx := t.Context()
	for _, group := range []string{"g1", "optics", "OPTICS"} {
		m, err := s.Map(ctx, "acme", group, "boss")
		if err != nil || m.GroupID != "g1" || m.Role != "boss" {
			t.Errorf("map %q: got %+v, %v, want g1 boss", group, m, err)
		}
	}
	if _, err := s.Map(ctx, "acme", "g1", "admin"); err != nil {
		t.Errorf("map again: %v", err)
	}
	ms, err := s.Mappings(ctx, "acme")
	if err != nil || len(ms) != 1 || ms[0].Role != "admin" {
		t.Errorf("mappings: got %v, %v, want one, admin", ms, err)
	}
	if err := s.Unmap(ctx, "acme", "Optics"); err != nil {
		t.Errorf("unmap: %v", err)
	}
	if ms, _ := s.Mappings(ctx, "acme"); len(ms) != 0 {
		t.Errorf("after unmapping: %v", ms)
	}
}

func TestRoleList(t *testing.T) {
	s, _ := newService(t)
	ctx := t.Context()
	if _, err := s.Map(ctx, "acme", "g1", "boss"); err != nil {
		t.Fatal(err)
	}
	var r *refusal.Error
	if _, err := s.SetRoles(ctx, "acme", []string{"member", "admin"}); !errors.As(err, &r) || r.Code != refusal.Conflict || !strings.Contains(r.Message, "boss") {
		t.Errorf("dropping a mapped role: got %v, want a conflict that names it", err)
	}
	if _, err := s.SetRoles(ctx, "acme", []string{"boss", "member"}); err != nil {
		t.Errorf("another order: %v", err)
	}
	if got, err := s.Roles(ctx, "acme"); err != nil || !slices.Equal(got, []string{"boss", "member"}) {
		t.Errorf("roles: got %v, %v", got, err)
	}
	for name, list := range map[string][]string{
		"twice": {"a", "a"}, "empty name": {""}, "blank around": {" a"}, "long": {strings.Repeat("r", 65)}, "too many": make([]string, 101),
	} {
		if _, err := s.SetRoles(ctx, "acme", list); !errors.As(err, &r) || r.Code != refusal.Invalid || r.Hint() == "" {
			t.Errorf("%s: got %v, want a refusal with a hint", name, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	s, _ := newService(t)
	ctx := t.Context()
	do := func(_ any, err error) error { return err }
	for name, tt := range map[string]struct {
		err  error
		code refusal.Code
	}{
		"unknown role":              {do(s.Map(ctx, "acme", "g1", "king")), refusal.Invalid},
		"unknown group":             {do(s.Map(ctx, "acme", "nobody", "boss")), refusal.NotFound},
		"a user is no group":        {do(s.Map(ctx, "acme", "ada", "boss")), refusal.NotFound},
		"two groups of the name":    {do(s.Map(ctx, "acme", "twin", "boss")), refusal.Conflict},
		"unmap what is not mapped":  {s.Unmap(ctx, "acme", "g1"), refusal.NotFound},
		"unmap an unknown group":    {s.Unmap(ctx, "acme", "nobody"), refusal.NotFound},
		"map in nobody":             {do(s.Map(ctx, "nobody", "g1", "boss")), refusal.NotFound},
		"unmap in nobody":           {s.Unmap(ctx, "nobody", "g1"), refusal.NotFound},
		"mappings of nobody":        {do(s.Mappings(ctx, "nobody")), refusal.NotFound},
		"roles of nobody":           {do(s.Roles(ctx, "nobody")), refusal.NotFound},
		"set roles of nobody":       {do(s.SetRoles(ctx, "nobody", nil)), refusal.NotFound},
		"effective roles of nobody": {do(s.Effective(ctx, "nobody")), refusal.NotFound},
	} {
		var r *refusal.Error
		if !errors.As(tt.err, &r) || r.Code != tt.code || r.Hint() == "" {
			t.Errorf("%s: got %v, want a refusal of kind %d with a hint", name, tt.err, tt.code)
		}
	}
}

func TestEffective(t *testing.T) {
	s, st := newService(t)
	ctx := t.Context()
	err := st.Update(ctx, func(tx store.Tx) error {
		_, err := tx.AddMembers(ctx, "acme", "g1", []store.Member{{ID: "ada"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"", "boss"} {
		rs, err := s.Effective(ctx, "acme")
		if err != nil || len(rs) != 1 || rs[0].UserName != "ada" || rs[0].Role != want {
			t.Errorf("effective roles: got %+v, %v, want ada with role %q", rs, err, want)
		}
		if _, err := s.Map(ctx, "acme", "g1", "boss"); err != nil {
			t.Fatal(err)
		}
	}
}
