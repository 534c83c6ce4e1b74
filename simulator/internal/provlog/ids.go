package provlog

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
)

// Purpose keeps ids of the same object and cycle apart.
type Purpose string

// The purposes.
const (
	PurposeRecord   Purpose = "record"   // Record.ID
	PurposeChange   Purpose = "change"   // Record.ChangeID
	PurposeCycle    Purpose = "cycle"    // Record.CycleID
	PurposeActivity Purpose = "activity" // ADSCIMVersion

	PurposeOnDemand       Purpose = "on-demand" // the three of a run on demand
	PurposeOnDemandRecord Purpose = "on-demand-record"
	PurposeOnDemandChange Purpose = "on-demand-change"

	PurposeProbeUser   Purpose = "probe-user"
	PurposeProbeGroup  Purpose = "probe-group"
	PurposeTenant      Purpose = "tenant"
	PurposeApplication Purpose = "application"
	PurposePrincipal   Purpose = "service-principal"
	PurposeJob         Purpose = "job"
)

// IDs derives the ids of one run. They depend on what they are for, never on the order in which they are asked for, so
// that concurrency cannot change them.
type IDs struct {
	Seed uint64
	Job  string
}

// Derive returns the UUID for a purpose in a cycle. Object is a source object id or whatever else tells ids of the same
// purpose apart; it may be empty.
//
// The UUID has the layout of version 4, because Entra's are random and a server may check; its bits come from SHA-256.
func (g IDs) Derive(p Purpose, cycle int, object string) string {
	h := sha256.New()
	number := func(n uint64) {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], n)
		h.Write(b[:])
	}
	word := func(s string) { // with its length, so that ("ab","c") and ("a","bc") differ
		number(uint64(len(s)))
		h.Write([]byte(s))
	}
	number(g.Seed)
	word(g.Job)
	number(uint64(cycle))
	word(string(p))
	word(object)
	var id [16]byte
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	x := hex.EncodeToString(id[:])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}
