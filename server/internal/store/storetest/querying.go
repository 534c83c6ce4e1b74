package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/store"
)

// RunRandomQueries fills stores with random documents and holds the answers to random queries against a plain reading of what
// they mean. open returns an empty store and what to do with it afterwards.
func RunRandomQueries(t *testing.T, open func() (s store.Store, done func())) {
	rapid.Check(t, func(rt *rapid.T) {
		s, done := open()
		defer done()
		ref := populate(t, rt, s)
		for range 12 {
			q := store.Query{Where: condition(rt, 3, false), Sort: sorting(rt), Total: true, Limit: -1}
			if rapid.IntRange(0, 3).Draw(rt, "checked") == 0 {
				q.Check = func(_ context.Context, r *store.Record) (bool, error) { return r.ID != "r1", nil }
			}
			typ := sample(rt, "type", []string{store.TypeUser, store.TypeGroup})
			want := ref.answer(typ, q.Where, q.Sort)
			if q.Check != nil {
				want = slices.DeleteFunc(want, func(id string) bool { return id == "r1" })
			}
			size := rapid.IntRange(1, 4).Draw(rt, "page")
			if err := checkAnswers(t, s, typ, q, want, size); err != nil {
				rt.Fatalf("%s %#v\nsorted by %+v\namong %s\n%v", typ, q.Where, q.Sort, ref, err)
			}
		}
	})
}

// String shows the records of a failed test.
func (ref *reference) String() (text string) {
	for _, r := range ref.records {
		text += fmt.Sprintf("\n%s %s %q %q %q %v %v %s members %v", r.Type, r.ID, r.UniqueKey, r.ExternalID, r.DisplayKey,
			r.Created, r.Modified, r.Doc, ref.members[r.ID])
	}
	return text
}

// populate draws records, groups among them, and members.
func populate(t *testing.T, rt *rapid.T, s store.Store) *reference {
	ref := &reference{members: map[string][]string{}}
	storable := slices.DeleteFunc(slices.Clone(someTimes), func(at time.Time) bool { return store.CheckTime("", at) != nil })
	for i := range rapid.IntRange(1, 7).Draw(rt, "records") {
		r := store.Record{
			Organisation: acme, ID: fmt.Sprint("r", i), Type: store.TypeUser, Version: 1, Doc: document(rt),
			Created: sample(rt, "created", storable), Modified: sample(rt, "modified", storable),
			ExternalID: sample(rt, "external id", someStrings), DisplayKey: folded(sample(rt, "display", someStrings)),
		}
		if i < 4 {
			r.Type = store.TypeGroup
		}
		if key := sample(rt, "key", someStrings); key != "" {
			r.UniqueKey = folded(key) + fmt.Sprint(i)
		}
		ref.records = append(ref.records, r)
	}
	for i := range min(4, len(ref.records)) {
		group := fmt.Sprint("r", i)
		for j := range ref.records {
			if rapid.IntRange(0, 2).Draw(rt, "member") == 0 {
				ref.members[group] = append(ref.members[group], fmt.Sprint("r", j))
			}
		}
	}
	err := s.Update(t.Context(), func(tx store.Tx) error {
		if err := tx.PutOrganisation(t.Context(), store.Organisation{ID: acme}); err != nil {
			return err
		}
		if err := insertAll(t.Context(), tx, ref.records...); err != nil {
			return err
		}
		for group, ids := range ref.members {
			if _, err := tx.AddMembers(t.Context(), acme, group, members(ids...)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
	return ref
}

// checkAnswers asks for everything at once, by offset, by position, and inside a transaction.
func checkAnswers(t *testing.T, s store.Store, typ string, q store.Query, want []string, size int) error {
	all, err := s.Query(t.Context(), acme, typ, q)
	if err != nil {
		return err
	}
	if got := idsOf(all.Records); !slices.Equal(got, want) || all.Total != len(want) || all.Next != "" {
		return fmt.Errorf("got %v, total %d, next %q; want %v", got, all.Total, all.Next, want)
	}
	byOffset, byPosition := []string{}, []string{}
	for q.Limit = size; len(byOffset) < len(want); q.Offset += size {
		page, err := s.Query(t.Context(), acme, typ, q)
		if err != nil {
			return err
		}
		if page.Total != len(want) || len(page.Records) == 0 {
			return fmt.Errorf("at offset %d: %d records, total %d", q.Offset, len(page.Records), page.Total)
		}
		byOffset = append(byOffset, idsOf(page.Records)...)
	}
	q.Offset = 0
	err = s.Update(t.Context(), func(tx store.Tx) error {
		byPosition, q.After = byPosition[:0], ""
		for {
			page, err := tx.Query(t.Context(), acme, typ, q)
			if err != nil {
				return err
			}
			if page.Total != len(want) {
				return fmt.Errorf("behind %q: total %d", q.After, page.Total)
			}
			byPosition = append(byPosition, idsOf(page.Records)...)
			if page.Next == "" {
				return nil
			}
			q.After = page.Next
		}
	})
	if !slices.Equal(byOffset, want) || !slices.Equal(byPosition, want) {
		return fmt.Errorf("pages of %d by offset %v, by position %v; want %v", size, byOffset, byPosition, want)
	}
	return err
}

func idsOf(records []store.Record) []string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}
