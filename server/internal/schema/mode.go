package schema

import (
	"fmt"
	"strings"
)

// The moods: sets of switches that go by a name.
const (
	MoodEntra   = "entra"   // the tolerant superset that Entra needs; the default
	MoodStrict  = "strict"  // the RFC to the letter
	MoodAwkward = "awkward" // as entra in what it accepts, legal but inconvenient in what it answers
)

// Moods lists the names of all moods, the default first.
func Moods() []string { return []string{MoodEntra, MoodStrict, MoodAwkward} }

// Mode is what a mood and an organisation's own switches come to: how this server behaves wherever service providers may,
// or do, differ. Every field but Name and Seed belongs to one switch of the table that Switches returns, which says what both
// settings mean and what stands behind them. A field that is false is the RFC's behaviour, so the zero Mode is strict.
type Mode struct {
	Name string // the mood it started from
	Seed uint64 // what the choices of mood awkward follow from

	// Values.
	StringBooleans   bool // string-booleans
	StringNumbers    bool // string-numbers
	EmptyClears      bool // empty-clears
	BareReferences   bool // bare-references
	ArrayForSingle   bool // array-for-single
	SingleForArray   bool // single-for-array
	WrappedValues    bool // wrapped-values
	RolesAsJSONText  bool // roles-json-text
	DisplayNameAlias bool // display-name-alias
	AnyCanonical     bool // canonical-values
	AnyReference     bool // reference-values

	// Names.
	IgnoreUnknown        bool // unknown-attributes
	IgnoreUnknownSchemas bool // unknown-schemas
	SchemasOptional      bool // schemas-optional
	QualifiedKeys        bool // qualified-keys
	NestedCore           bool // nested-core
	DottedURN            bool // dotted-urn

	// PATCH.
	AnyCaseOps      bool // op-case
	UpsertOnFilter  bool // filtered-upsert
	RemoveByValue   bool // remove-by-value
	PruneElements   bool // prune-elements
	IgnoreReadOnly  bool // read-only-keys
	FilterOnSingle  bool // single-value-filter
	AnswerByType    bool // patch-answer
	AwkwardPatching bool // patch-answer, choice awkward: 200 or 204, as the seed will have it

	// Filters.
	UnquotedLiterals bool // unquoted-literals
	PathAfterFilter  bool // path-after-filter

	// Resources.
	GroupNamesUnique bool // group-names
	DanglingManagers bool // dangling-managers

	// Discovery.
	ListExternalID bool // external-id-schema

	// HTTP.
	AcceptIgnored  bool // accept
	UnlabelledBody bool // unlabelled-body
	Inconveniences      // the choices awkward of the switches on answers
}

// Inconveniences are the legal but inconvenient answers, each the choice awkward of one switch. Package awkward acts on them.
type Inconveniences struct {
	SmallPages       bool // page-size
	ShuffledLists    bool // list-order
	ShuffledElements bool // element-order
	ShuffledNames    bool // attribute-order
	ShowUnassigned   bool // unassigned
	OddTimes         bool // time-form
	OpaqueTags       bool // etag-form
	OddJSON          bool // json-form
	BareMediaType    bool // media-type
	TerseErrors      bool // error-detail
	OddIDs           bool // id-form
}

// Any reports whether something is inconvenient.
func (i Inconveniences) Any() bool { return i != Inconveniences{} }

// ModeEntra is the default mood: everything the quirks list asks of a server.
func ModeEntra() Mode { return mood(MoodEntra) }

// ModeStrict is the RFC to the letter.
func ModeStrict() Mode { return Mode{Name: MoodStrict} }

// ModeAwkward is ModeEntra with every legal inconvenience in its answers.
func ModeAwkward() Mode { return mood(MoodAwkward) }

func mood(name string) Mode {
	m := Mode{Name: name}
	for i := range table {
		table[i].set(&m, table[i].In(name))
	}
	return m
}

// ModeByName returns the mode of a mood, in any letter case; "" is the default.
func ModeByName(name string) (Mode, error) {
	if name == "" {
		return ModeEntra(), nil
	}
	for _, m := range Moods() {
		if strings.EqualFold(name, m) {
			return mood(m), nil
		}
	}
	return Mode{}, fmt.Errorf("unknown mood %q: use %s", name, strings.Join(Moods(), ", "))
}
