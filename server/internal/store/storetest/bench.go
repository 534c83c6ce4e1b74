package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// RunBenchmarks measures what Entra's first cycle asks of a store: look up by userName, then create; by one caller and
// by sixteen, in a small store and in a large one. sizes are the numbers of users that are there before.
func RunBenchmarks(b *testing.B, open func(b *testing.B) store.Store, sizes ...int) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("users=%d", size), func(b *testing.B) {
			s := open(b)
			fill(b, s, size)
			b.Run("lookup-miss", func(b *testing.B) { benchLookup(b, s, func(int) string { return "nobody@example.com" }, 0) })
			b.Run("lookup-hit", func(b *testing.B) {
				benchLookup(b, s, func(i int) string { return benchKey(scatter(i) % size) }, 1)
			})
			b.Run("group-of-all", func(b *testing.B) { benchGroups(b, s, size) })
			var next atomic.Int64
			next.Store(int64(size))
			for _, callers := range []int{1, 16} {
				b.Run(fmt.Sprintf("insert/callers=%d", callers), func(b *testing.B) { benchInsert(b, s, &next, callers, false) })
				b.Run(fmt.Sprintf("lookup-insert/callers=%d", callers), func(b *testing.B) { benchInsert(b, s, &next, callers, true) })
			}
		})
	}
}

// scatter spreads small numbers over all non-negative ones, always in the same way.
func scatter(i int) int { return int(rand.New(rand.NewPCG(uint64(i), 0)).Uint64() >> 1) }

func benchKey(i int) string { return "user" + strconv.Itoa(i) + "@example.com" }

// benchRecord is a user of ordinary size with an id as random as a UUID.
func benchRecord(i int) store.Record {
	random := rand.New(rand.NewPCG(uint64(i), 1))
	now := time.Unix(1_700_000_000, int64(i))
	doc := fmt.Appendf(nil, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%q,`+
		`"displayName":"User %d","active":true,"title":"%0900d"}`, benchKey(i), i, i)
	return store.Record{
		Organisation: "acme", Type: store.TypeUser,
		ID:      fmt.Sprintf("%016x-%016x", random.Uint64(), random.Uint64()),
		Version: 1, Created: now, Modified: now,
		UniqueKey:  benchKey(i),
		ExternalID: fmt.Sprintf("%08x", random.Uint32()),
		DisplayKey: fmt.Sprintf("%08x user %d", random.Uint32(), i),
		Active:     true, Doc: doc,
	}
}

func fill(b *testing.B, s store.Store, size int) {
	b.Helper()
	ctx := context.Background()
	const step = 2000
	for from := 0; from < max(size, 1); from += step {
		err := s.Update(ctx, func(tx store.Tx) error {
			if err := tx.PutOrganisation(ctx, store.Organisation{ID: "acme", Roles: []string{"boss"}}); err != nil {
				return err
			}
			for i := from; i < min(from+step, size); i++ {
				r := benchRecord(i)
				if err := tx.Insert(ctx, &r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func benchLookup(b *testing.B, s store.Store, key func(i int) string, want int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if got := lookup(ctx, b, s, key(i)); got != want {
			b.Fatalf("found %d, want %d", got, want)
		}
		i++
	}
}

func lookup(ctx context.Context, b *testing.B, s store.Store, key string) (n int) {
	for _, err := range s.Scan(ctx, "acme", store.TypeUser, []store.Eq{{Index: store.ByUniqueKey, Value: key}}, 0, 2) {
		if err != nil {
			b.Error(err)
		}
		n++
	}
	return n
}

func benchInsert(b *testing.B, s store.Store, next *atomic.Int64, callers int, look bool) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	b.SetParallelism((callers + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r := benchRecord(int(next.Add(1)))
			if look && lookup(ctx, b, s, r.UniqueKey) != 0 {
				b.Error("found before it was created")
			}
			if err := s.Update(ctx, func(tx store.Tx) error { return tx.Insert(ctx, &r) }); err != nil {
				b.Error(err)
			}
		}
	})
}

// benchGroups measures what must not depend on the size of a group: to add a member, to ask for one, and to ask for the
// groups of one; and what must: all members, all effective roles.
func benchGroups(b *testing.B, s store.Store, size int) {
	ctx := context.Background()
	ids := make([]string, size)
	for i := range ids {
		ids[i] = benchRecord(i).ID
	}
	spare := ids[size-1]
	err := s.Update(ctx, func(tx store.Tx) error {
		g := store.Record{Organisation: "acme", Type: store.TypeGroup, ID: "g", Doc: []byte(`{"displayName":"G"}`)}
		if err := tx.Insert(ctx, &g); err != nil {
			return err
		}
		if err := tx.PutRoleMapping(ctx, store.RoleMapping{Organisation: "acme", GroupID: "g", Role: "boss"}); err != nil {
			return err
		}
		_, err := tx.AddMembers(ctx, "acme", "g", members(ids[:size-1]...))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct {
		name string
		fn   func() error
	}{
		{"add-remove-member", func() error {
			return s.Update(ctx, func(tx store.Tx) error {
				if _, err := tx.AddMembers(ctx, "acme", "g", members(spare)); err != nil {
					return err
				}
				_, err := tx.RemoveMembers(ctx, "acme", "g", []string{spare})
				return err
			})
		}},
		{"has-member", func() error { _, err := s.HasMember(ctx, "acme", "g", ids[size/2]); return err }},
		{"groups-of", func() error { _, err := s.GroupsOf(ctx, "acme", ids[size/2]); return err }},
		{"members", func() error { _, err := s.Members(ctx, "acme", "g"); return err }},
		{"effective-roles", func() error { _, err := s.EffectiveRoles(ctx, "acme"); return err }},
		{"count", func() error { _, err := s.Count(ctx, "acme", store.TypeUser, nil); return err }},
		{"last-page", func() error {
			for _, err := range s.Scan(ctx, "acme", store.TypeUser, nil, size-100, 100) {
				if err != nil {
					return err
				}
			}
			return nil
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				if err := bench.fn(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
