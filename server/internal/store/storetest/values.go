package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

// valueTests hold every value that documents may have against every literal that conditions may have, one at a time.
var valueTests = []test{
	{"strings", func(t *testing.T, s store.Store) {
		docs := [][]byte{[]byte(`{}`), []byte(`{"v":7}`), []byte(`{"v":null}`), []byte(`{"v":{}}`)}
		for _, v := range someStrings {
			docs = append(docs, object1(t, v))
		}
		ref := keep(t, s, docs)
		for _, literal := range someStrings {
			for op := store.Equal; op <= store.LessOrEqual; op++ {
				ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: op, Value: literal})
				ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: op, Value: literal, Fold: true, Missing: true})
				ref.ask(t, s, store.Test{Of: store.Ref{Field: store.FieldExternalID}, Op: op, Value: literal})
				ref.ask(t, s, store.Test{Of: store.Ref{Field: store.FieldUniqueKey}, Op: op, Value: literal, Missing: true})
			}
		}
		ref.ask(t, s, store.Present{Of: store.Doc("v")})
		ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: store.Contains, Value: "\xff"})
		ref.sort(t, s, store.KindString)
	}},
	{"numbers", func(t *testing.T, s store.Store) {
		docs := [][]byte{[]byte(`{}`), []byte(`{"v":"1"}`), []byte(`{"v":true}`)}
		for _, v := range someTexts {
			docs = append(docs, object1(t, json.Number(v)))
		}
		ref := keep(t, s, docs)
		for _, literal := range someNumbers {
			for _, op := range orders {
				ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: op, Value: literal, Missing: op == store.NotEqual})
			}
		}
		ref.ask(t, s, store.Present{Of: store.Doc("v")})
		ref.sort(t, s, store.KindNumber)
	}},
	{"instants", func(t *testing.T, s store.Store) {
		docs := [][]byte{[]byte(`{}`), []byte(`{"v":1}`), []byte(`{"v":["x","2026-11-23T10:00:00Z"]}`)}
		for _, v := range someStrings {
			docs = append(docs, object1(t, v))
		}
		ref := keep(t, s, docs)
		for _, literal := range someTimes {
			for _, op := range orders {
				ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: op, Value: literal, Missing: op == store.NotEqual})
				ref.ask(t, s, store.Test{Of: store.Ref{Field: store.FieldModified}, Op: op, Value: literal})
				ref.ask(t, s, store.Element{Path: []string{"v"}, Where: store.Test{Op: op, Value: literal}})
			}
		}
		ref.sort(t, s, store.KindInstant)
	}},
	{"booleans", func(t *testing.T, s store.Store) {
		ref := keep(t, s, [][]byte{
			[]byte(`{}`), []byte(`{"v":true}`), []byte(`{"v":false}`), []byte(`{"v":"true"}`), []byte(`{"v":[true,false]}`),
			[]byte(`{"v":[{"primary":true}]}`), []byte(`{"v":[{"primary":false},{}]}`), []byte(`{"v":[]}`),
		})
		for _, literal := range []bool{true, false} {
			for _, op := range []store.Op{store.Equal, store.NotEqual} {
				for _, missing := range []bool{true, false} {
					ref.ask(t, s, store.Test{Of: store.Doc("v"), Op: op, Value: literal, Missing: missing})
					ref.ask(t, s, store.Test{Of: store.Doc("v", "primary"), Op: op, Value: literal, Missing: missing})
				}
			}
		}
		ref.sort(t, s, store.KindBool)
	}},
}

var orders = []store.Op{
	store.Equal, store.NotEqual, store.Greater, store.GreaterOrEqual, store.Less, store.LessOrEqual,
}

func object1(t *testing.T, v any) []byte {
	t.Helper()
	doc, err := json.Marshal(map[string]any{"v": v})
	return must(t, doc, err)
}

// keep stores a user for every document, whose keys are the value itself where that is a string.
func keep(t *testing.T, s store.Store, docs [][]byte) *reference {
	t.Helper()
	ref := &reference{}
	for i, doc := range docs {
		r := store.Record{
			Organisation: acme, Type: store.TypeUser, ID: fmt.Sprintf("r%03d", i), Doc: doc, Modified: someTimes[i%5],
		}
		r.ExternalID, _ = values(decoded(doc), []string{"v"})[0].(string)
		if !slices.ContainsFunc(ref.records, func(o store.Record) bool { return o.UniqueKey == folded(r.ExternalID) }) {
			r.UniqueKey = folded(r.ExternalID)
		}
		ref.records = append(ref.records, r)
	}
	insert(t, s, ref.records...)
	return ref
}

func (ref *reference) ask(t *testing.T, s store.Store, c store.Cond) {
	t.Helper()
	for _, c := range []store.Cond{c, store.Not{Cond: c}} {
		page, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{Where: c, Limit: -1})
		if err != nil {
			t.Errorf("%#v: %v", c, err)
			continue
		}
		if got, want := idsOf(page.Records), ref.answer(store.TypeUser, c, nil); !slices.Equal(got, want) {
			t.Errorf("%#v\n got %s\nwant %s", c, ref.docs(got), ref.docs(want))
		}
	}
}

// docs shows the documents of records.
func (ref *reference) docs(ids []string) (docs []string) {
	for _, r := range ref.records {
		if slices.Contains(ids, r.ID) {
			docs = append(docs, string(r.Doc))
		}
	}
	return docs
}

// sort orders by the value and by the fields, in every way, as a whole and by position.
func (ref *reference) sort(t *testing.T, s store.Store, kind store.Kind) {
	t.Helper()
	by := []store.Ref{store.Doc("v")}
	for f := store.FieldID; f <= store.FieldModified; f++ {
		by = append(by, store.Ref{Field: f})
	}
	for _, by := range by {
		for _, how := range []store.Sort{{}, {Fold: true}, {Descending: true}, {Fold: true, Descending: true}} {
			how.By, how.Kind = by, kind
			q := store.Query{Sort: &how, Total: true, Limit: -1}
			if err := checkAnswers(t, s, store.TypeUser, q, ref.answer(store.TypeUser, nil, &how), 7); err != nil {
				t.Errorf("sorted by %+v: %v", how, err)
			}
		}
	}
}
