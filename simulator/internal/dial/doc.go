// Package dial holds the behaviours of Entra that its documentation and the field leave open, each as a named value
// with a default and the evidence behind it.
//
// A dial is set by file, flag or per job as "name=value" and reaches its reader as part of an immutable [Set]; there is
// no process-wide state. [Table] is the one list that `entrasim dials` prints: adding a dial means adding a row to it
// and a getter to Set. Whatever Entra lets an administrator decide (the feature flag on the tenant URL, the mapping,
// the scope) is not a dial; patch-flag only overrides what the URL says.
//
// Values are written in lower case and read without regard to case: on/off for switches, Go durations ("40m", "100s"),
// comma-separated durations for schedules, plain integers, or one of a fixed set of words. A bad name or value gives an
// [*Error] that lists what is allowed.
//
// Sources: entra-wire-protocol §18 (conflicts and the simulator's default), entra-engine §12, entra-quirks §4. Where
// they differ, the row's evidence says which one was followed and why.
package dial
