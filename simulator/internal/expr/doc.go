// Package expr is the expression language of Entra's attribute mappings (engine §5.4 to §5.7): lexer, parser with
// positions, checks, canonical printer and evaluator with every documented function.
//
// The life of an expression is Parse, then Attributes for the check against the known source attributes, then any
// number of calls to Eval, which are safe from several goroutines:
//
//	e, err := expr.Parse(`Join(" ", [givenName], [surname])`)
//	v, err := e.Eval(expr.Context{Source: user, Now: now})
//
// Values. The engine knows texts and lists of texts; a value may also be null, which means "the attribute is
// absent". Booleans are the texts True and False, numbers are decimal digits, dates are texts in the form
// M/d/yyyy h:mm:ss tt unless a function says otherwise. A Value can carry marks: ignored (the attribute is
// left out of this export), redacted (logs show [Redact]), and the app roles it was made of; the value of SelectUniqueValue
// carries all the values that the target has to be asked about.
//
// Null rules (engine §5.5). A null is not an empty text. Functions without a documented rule give null for null, and
// work on each value of a multi-valued input.
//
// Errors. Parse gives a *SyntaxError with line and column, both from 1; columns count characters. Eval gives an
// *EvalError with the position of the call that failed; the caller turns it into an object-level failure.
//
// Where Microsoft's pages contradict each other the behaviour is a field of Options, with the default that engine
// §12 chose.
//
// Not modelled: the functions that exist only in cloud sync jobs (they are refused with the reason), regular expressions that need look-around or back-references (refused, RE2 cannot run them), and case
// mapping of cultures other than the invariant and the Turkic ones.
package expr
