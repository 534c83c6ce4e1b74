// Package mapping is the attribute mapping of a provisioning job: which target attribute gets which value (engine §4.1,
// §5, entra-wire-protocol §6).
//
// Load reads a mapping by name ("default", "wando") or from a file in the form of Microsoft Graph's synchronization
// schema, as the portal exports it, and compiles it. Everything wrong with it is reported at once, each problem with its
// object mapping, target attribute, line and column. A Set that loaded without error can be evaluated:
//
//	set, err := mapping.Load("default")
//	desired, err := set.User.Evaluate(expr.Context{Source: mapping.WithSoftDeleted(user, false), Now: now})
//
// Values. Inside the engine every value is a text; ValueType says how it is written on the wire. TargetPath is the name
// of a target attribute, taken apart by a grammar of its own; its String is the name as Entra sends it.
//
// The source attribute IsSoftDeleted is not stored on any object; WithSoftDeleted adds it to a source (package scope
// computes it). Reference attributes (manager, members) are marked and not evaluated: the engine resolves them against
// its links, in a pass of its own.
//
// Rules that shape the outcome, all from engine §5.1 and wire §6.3: a null is not exported; a default value applies on
// create only; a mapping without source leaves the target alone unless it is empty; an empty text made by an expression
// is exported, one read from an attribute is not; a multi-valued source into a single-valued target is an object-level
// failure (SchemaPropertyCanOnlyAcceptValue).
//
// Errors. Load gives *Error with all problems; Evaluate gives *EvaluationError, which names the target attribute and the
// error code of the provisioning log where one is documented.
//
// Not modelled: flowNullValues (inbound jobs only), apiExpressions, lifecycle-workflow call-outs, container and group
// filters, and more than one synchronization rule: the one with the lowest priority number is used.
package mapping
