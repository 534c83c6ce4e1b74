package memory

import (
	"slices"
	"sort"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// state is everything the store holds.
type state struct {
	organisations map[string]*organisation
	providers     map[string]store.Provider // by id, over all organisations
	tokens        map[string]store.Token    // by id, over all organisations
	hashes        map[[32]byte]string       // token ids
	clients       map[string]store.Client   // by id, over all organisations
	used          map[[32]byte]time.Time    // fingerprints and when they are over
	seq           int64                     // the last one given to a record
	pos           int64                     // the last one given to a member
}

func newState() *state {
	return &state{
		organisations: map[string]*organisation{},
		providers:     map[string]store.Provider{},
		tokens:        map[string]store.Token{},
		hashes:        map[[32]byte]string{},
		clients:       map[string]store.Client{},
		used:          map[[32]byte]time.Time{},
	}
}

// organisation is one tenant with its resources.
type organisation struct {
	store.Organisation

	resources map[string]*entry // by id
	kinds     map[string]*kind  // by resource type
	mapped    map[*entry]string // roles by group
	settings  []byte
}

func newOrganisation(o store.Organisation) *organisation {
	return &organisation{
		Organisation: o,
		resources:    map[string]*entry{},
		kinds:        map[string]*kind{},
		mapped:       map[*entry]string{},
	}
}

func (o *organisation) kind(typ string) *kind {
	k := o.kinds[typ]
	if k == nil {
		k = &kind{unique: map[string]*entry{}, external: map[string]bySeq{}, display: map[string]bySeq{}, email: map[string]bySeq{}}
		o.kinds[typ] = k
	}
	return k
}

// kind holds the resources of one type with their indexes. Empty keys are not indexed.
type kind struct {
	all      bySeq
	unique   map[string]*entry
	external map[string]bySeq
	display  map[string]bySeq
	email    map[string]bySeq
}

// entry is a resource with its memberships, seen from both sides.
type entry struct {
	record  store.Record
	emails  []string // keys of the document's e-mails
	members map[*entry]membership
	groups  map[*entry]struct{}
}

// membership is a group's side of having a member.
type membership struct {
	pos     int64 // order of addition
	display string
}

// bySeq is a set of entries in the order of their Seq.
type bySeq []*entry

func (s bySeq) search(seq int64) int {
	return sort.Search(len(s), func(i int) bool { return s[i].record.Seq >= seq })
}

func (s bySeq) with(e *entry) bySeq { return slices.Insert(s, s.search(e.record.Seq), e) }

func (s bySeq) without(e *entry) bySeq {
	i := s.search(e.record.Seq)
	return slices.Delete(s, i, i+1)
}

// index enters e under the keys of its record; unindex is the opposite. The record must not change in between.
func (k *kind) index(e *entry) {
	if key := e.record.UniqueKey; key != "" {
		k.unique[key] = e
	}
	if key := e.record.ExternalID; key != "" {
		k.external[key] = k.external[key].with(e)
	}
	if key := e.record.DisplayKey; key != "" {
		k.display[key] = k.display[key].with(e)
	}
	e.emails = match.Emails(e.record.Doc)
	for _, key := range e.emails {
		k.email[key] = k.email[key].with(e)
	}
}

func (k *kind) unindex(e *entry) {
	if key := e.record.UniqueKey; key != "" {
		delete(k.unique, key)
	}
	drop(k.external, e.record.ExternalID, e)
	drop(k.display, e.record.DisplayKey, e)
	for _, key := range e.emails {
		drop(k.email, key, e)
	}
}

func drop(index map[string]bySeq, key string, e *entry) {
	if key == "" {
		return
	}
	if rest := index[key].without(e); len(rest) > 0 {
		index[key] = rest
	} else {
		delete(index, key)
	}
}
