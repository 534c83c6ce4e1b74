package job

import (
	"fmt"
	"strings"
	"time"
)

// Scope says what a restart clears: Graph's synchronizationJobRestartScope, a set of flags (graph-synchronization §3.6).
type Scope int

// The flags, with Graph's numbers. ResetPortal is what the portal's "Restart provisioning" does, and an empty criterion.
const (
	ResetNone               Scope = 0
	ResetConnectorDataStore Scope = 1
	ResetEscrows            Scope = 2
	ResetWatermark          Scope = 4
	ResetQuarantineState    Scope = 8
	ResetFull               Scope = 15
	ResetForceDeletes       Scope = 32

	ResetPortal = ResetQuarantineState | ResetWatermark | ResetEscrows
)

// scopes are the flags by name. Full is the four before it, as its number says, although the table that explains it calls it
// "all of the above" with ForceDeletes among them.
var scopes = []struct {
	flag Scope
	name string
}{
	{ResetConnectorDataStore, "ConnectorDataStore"},
	{ResetEscrows, "Escrows"},
	{ResetWatermark, "Watermark"},
	{ResetQuarantineState, "QuarantineState"},
	{ResetForceDeletes, "ForceDeletes"},
}

// String writes the flags as Graph does, with commas between them.
func (s Scope) String() string {
	if s == ResetNone {
		return "None"
	}
	var names []string
	if s&ResetFull == ResetFull {
		names, s = append(names, "Full"), s&^ResetFull
	}
	for _, f := range scopes {
		if s&f.flag != 0 {
			names = append(names, f.name)
		}
	}
	return strings.Join(names, ",")
}

// ParseScope reads flags with commas between them, without regard to case and blanks. An empty text is [ResetPortal].
func ParseScope(text string) (Scope, error) {
	if strings.TrimSpace(text) == "" {
		return ResetPortal, nil
	}
	var s Scope
	for word := range strings.SplitSeq(text, ",") {
		flag, ok := scopeNamed(strings.TrimSpace(word))
		if !ok {
			return 0, fmt.Errorf("read reset scope: %q is none of None, ConnectorDataStore, Escrows, Watermark, QuarantineState, Full, ForceDeletes", word)
		}
		s |= flag
	}
	return s, nil
}

func scopeNamed(name string) (Scope, bool) {
	switch {
	case strings.EqualFold(name, "None"):
		return ResetNone, true
	case strings.EqualFold(name, "Full"):
		return ResetFull, true
	}
	for _, f := range scopes {
		if strings.EqualFold(name, f.name) {
			return f.flag, true
		}
	}
	return 0, false
}

// start makes the job active and frees it from quarantine.
func start(c *Core) {
	c.Quarantine = nil
	c.activate()
}

func (c *Core) activate() {
	c.Paused, c.Disabled, c.Next = false, false, time.Time{}
}

func (c *Core) forgetSource() {
	c.Watermark, c.Fingerprint, c.Reached, c.Initialised = 0, 0, time.Time{}, false
}

func (m Reevaluate) replay(t Target) {
	t.ClearStaged()
	if m.Mapping {
		t.ClearEscrows()
	}
	t.Change(func(c *Core) {
		c.forgetSource()
		if m.Mapping && c.Quarantine != nil {
			c.Quarantine, c.Next = nil, time.Time{} // the wait was the quarantine's
		}
		if m.Mapping {
			c.EscrowsPruned = false
		}
	})
}

// replay clears what the scope names. Without a flag it is Start, which Graph recommends in its place.
func (m Reset) replay(t Target) {
	s := m.Scope
	if s == ResetNone {
		t.Change(start)
		return
	}
	if s&ResetConnectorDataStore != 0 {
		t.ClearLinks()
		t.ClearWaiting()
	}
	if s&ResetEscrows != 0 {
		t.ClearEscrows()
	}
	if s&(ResetWatermark|ResetConnectorDataStore) != 0 {
		// What is to be deleted is found anew, or is not known any more.
		t.ClearStaged()
	}
	t.Change(func(c *Core) {
		c.activate()
		if s&ResetConnectorDataStore != 0 {
			c.Purged = Purged{}
		}
		if s&ResetEscrows != 0 {
			c.EscrowsPruned = false
		}
		if s&ResetWatermark != 0 {
			c.forgetSource()
		}
		if s&ResetQuarantineState != 0 {
			c.Quarantine = nil
		}
		if s&ResetForceDeletes != 0 {
			c.ForceDeletes = true
		}
	})
}
