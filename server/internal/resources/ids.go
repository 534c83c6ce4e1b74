package resources

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/entrasim/entrasim/server/internal/awkward"
)

// IDs mints resource ids in the form of UUIDs (RFC 9562): version 7 from clock and randomness, or version 8 derived from a
// seed. Ids of version 7 grow, which keeps the stores' indexes on them compact. Derived ids follow from what is created, not
// from when, so concurrent creates get the same ids in every run.
type IDs struct {
	random io.Reader
	now    func() time.Time
	seed   []byte

	mu      sync.Mutex
	created map[string]uint64 // with a seed: how often a name was created since start
}

// RandomIDs mints from a clock and a source of randomness.
func RandomIDs(now func() time.Time, random io.Reader) *IDs { return &IDs{now: now, random: random} }

// SeededIDs derives ids from the seed.
func SeededIDs(seed uint64) *IDs {
	return &IDs{seed: binary.BigEndian.AppendUint64(nil, seed), created: map[string]uint64{}}
}

// mint is the id of one create: next gives candidates until one is free, done notes that the create happened.
type mint struct {
	ids   *IDs
	name  string
	n     uint64
	fixed string
	odd   bool // switch id-form: not a UUID after all
	form  uint64
}

// begin starts a create of a name (type, unique key) in an organisation.
func (g *IDs) begin(sc Scope, typ, key string) (*mint, error) {
	m, err := g.start(sc.Organisation, typ, key)
	if err != nil {
		return nil, err
	}
	m.odd, m.form = sc.Mode.OddIDs, sc.Mode.Seed
	return m, nil
}

func (g *IDs) start(org, typ, key string) (*mint, error) {
	if g.seed == nil {
		var b [16]byte
		if _, err := io.ReadFull(g.random, b[:]); err != nil {
			return nil, fmt.Errorf("mint id: %w", err)
		}
		ms := uint64(g.now().UnixMilli())
		binary.BigEndian.PutUint16(b[:], uint16(ms>>32))
		binary.BigEndian.PutUint32(b[2:], uint32(ms))
		return &mint{fixed: uuid(b, 7)}, nil
	}
	m := &mint{ids: g, name: org + "\x00" + typ + "\x00" + key}
	g.mu.Lock()
	m.n = g.created[m.name]
	g.mu.Unlock()
	return m, nil
}

// candidate is the i-th choice; a random id has only one, because a collision would mean that the source is broken.
func (m *mint) candidate(i uint64) (string, bool) {
	id, ok := m.uuid(i)
	if m.odd {
		id = awkward.ID(m.form, id)
	}
	return id, ok
}

func (m *mint) uuid(i uint64) (string, bool) {
	if m.ids == nil {
		return m.fixed, i == 0
	}
	h := hmac.New(sha256.New, m.ids.seed)
	h.Write([]byte(m.name))
	h.Write(binary.BigEndian.AppendUint64(nil, m.n+i))
	return uuid([16]byte(h.Sum(nil)[:16]), 8), true
}

// done notes that the i-th candidate was used.
func (m *mint) done(i uint64) {
	if m.ids == nil {
		return
	}
	m.ids.mu.Lock()
	defer m.ids.mu.Unlock()
	m.ids.created[m.name] = max(m.ids.created[m.name], m.n+i+1)
}

func uuid(b [16]byte, version byte) string {
	b[6] = b[6]&0x0f | version<<4
	b[8] = b[8]&0x3f | 0x80
	var s [36]byte
	hex.Encode(s[:8], b[:4])
	hex.Encode(s[9:13], b[4:6])
	hex.Encode(s[14:18], b[6:8])
	hex.Encode(s[19:23], b[8:10])
	hex.Encode(s[24:], b[10:])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}
