package harness

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// GUID derives a random-looking GUID (version 4 in form) from a seed and a purpose: Entra's probes use GUIDs that nobody has.
func GUID(seed uint64, purpose string) string {
	h := sha256.New()
	h.Write(binary.BigEndian.AppendUint64(nil, seed))
	h.Write([]byte(purpose))
	b := h.Sum(nil)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

// GUID is a GUID that names nothing in the target: derived from the run's seed and id, so that it can be found in its logs.
func (t *T) GUID() string {
	t.names++
	return GUID(t.session.cfg.Seed, fmt.Sprintf("%s %s %d", t.session.cfg.RunID, t.ID, t.names))
}
