package expr

import (
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// Source is the object an expression reads. Attr gives the values of an attribute by its exact name; ok is false, or
// values is empty, when the object has none. The slice stays the source's own.
type Source interface {
	Attr(name string) (values []string, ok bool)
}

// Attributes is a Source held in a map, for tests and for expressions tried out by hand.
type Attributes map[string][]string

// Attr implements Source.
func (a Attributes) Attr(name string) ([]string, bool) {
	v, ok := a[name]
	return v, ok
}

// Context is everything outside the expression that its value depends on. A Context is used by one Eval at a time,
// because Random is consumed; everything else in it may be shared.
type Context struct {
	Source Source
	Now    time.Time   // for Now; the zero time makes Now an error
	Random rand.Source // for Guid and RandomString; nil makes them an error. See NewRandom.
	// DefaultDomain is the verified default domain of the tenant, for DefaultDomain; empty makes it an error.
	DefaultDomain string
	// Unchanged reports that an attribute is not part of the change being processed; used only with
	// Options.SwitchNullOnUnchanged. Nil means that everything may have changed.
	Unchanged func(attribute string) bool
	Options   Options
	// Trace, if set, is called after each step of the evaluation, inner steps first.
	Trace func(Step)
}

// Options are the points where Microsoft's pages contradict each other; the zero value is the default of engine §12.
type Options struct {
	IIFNullIsFalse        bool // IIF with a null in its condition takes the false branch, instead of giving no value (§12 row 4)
	CoalesceSkipsEmpty    bool // Coalesce passes over empty texts too, not only over null (row 18)
	SplitKeepsBlanks      bool // Split does not trim its values (row 16)
	PCaseSplitsApostrophe bool // PCase begins a new word after an apostrophe (row 17)
	SwitchNullOnUnchanged bool // Switch over an attribute outside the change sees null (row 15, engine §2.3)
}

// Step is one evaluated part of an expression.
type Step struct {
	Pos   Pos
	Depth int    // 0 for the whole expression
	Text  string // the part, in canonical form
	Value Value  // what it gave; redacted inside Redact
	Err   error
}

// NewRandom gives a deterministic source of randomness for one object: the same seed and keys give the same Guid and
// RandomString on every run, whatever other objects do in between.
func NewRandom(seed uint64, keys ...string) rand.Source {
	h := fnv.New64a()
	for _, k := range keys {
		// The hash never fails to write; the separator keeps ("a","bc") and ("ab","c") apart.
		_, _ = h.Write([]byte(k))
		_, _ = h.Write([]byte{0})
	}
	return rand.NewPCG(seed, h.Sum64())
}
