package directory

import (
	"encoding/binary"
	"time"
)

// Mark is a position in the change feed together with a fingerprint of everything that happened up to it, so that it can
// be told later, and by another process, whether a directory still has that history behind it.
type Mark struct {
	Position    int64
	Fingerprint uint64
	At          time.Time // the directory's time
}

// Mark tells where the directory stands. The directory remembers the marks it gave.
func (d *Directory) Mark() Mark {
	d.mu.Lock()
	defer d.mu.Unlock()
	return Mark{Position: d.feed.length, Fingerprint: d.prints.mark(d.feed.length), At: d.now}
}

// Holds reports whether a mark lies on the directory's own history: the directory stands at it, or gave it, or gave one
// that agrees with it. A directory that was loaded anew must have been played to the time of the mark, neither less nor
// further. The beginning of the feed lies on every history.
//
// Attribute values, states, assignments and references all count. Two histories that differ are taken for one with a
// probability of 2⁻⁶⁴.
func (d *Directory) Holds(m Mark) bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	switch print, known := d.prints.given[m.Position]; {
	case m.Position == 0:
		return true
	case m.Position == d.feed.length:
		return d.prints.now == m.Fingerprint
	default:
		return known && print == m.Fingerprint
	}
}

// prints is the running fingerprint of the feed, and what it was at the positions somebody asked for.
type prints struct {
	now   uint64
	given map[int64]uint64
}

func (p *prints) mark(position int64) uint64 {
	if p.given == nil {
		p.given = map[int64]uint64{}
	}
	p.given[position] = p.now
	return p.now
}

// add takes an event into account: what it was, and what the object looks like afterwards.
func (p *prints) add(d *Directory, e event) {
	o := &d.objects[e.object]
	h := mix(mixNumber(p.now, uint64(e.what)), o.id)
	switch e.what {
	case added, updated:
		state := uint64(o.deleted) << 1
		if o.enabled {
			state |= 1
		}
		h = mix(mixNumber(h, state), o.attrs)
	case assignmentChanged:
		for _, role := range d.roles.of(o.roles) {
			h = mix(h, role)
		}
	case managerChanged:
		if o.manager != none {
			h = mix(h, d.objects[o.manager].id)
		}
	case memberAdded, memberRemoved:
		h = mix(h, d.objects[e.other].id)
	}
	p.now = h
}

// prime is the multiplier of FNV-1a for 64 bits; the shift brings the high bits down, since a step takes eight bytes, not one.
const prime = 1099511628211

func mixNumber(h, n uint64) uint64 {
	h = (h ^ n) * prime
	return h ^ h>>29
}

// mix takes a text into account, with its length, so that "ab", "c" and "a", "bc" differ.
func mix(h uint64, s string) uint64 {
	h = mixNumber(h, uint64(len(s)))
	for ; len(s) >= 8; s = s[8:] {
		h = mixNumber(h, binary.LittleEndian.Uint64([]byte(s[:8])))
	}
	var rest [8]byte
	copy(rest[:], s)
	return mixNumber(h, binary.LittleEndian.Uint64(rest[:]))
}
