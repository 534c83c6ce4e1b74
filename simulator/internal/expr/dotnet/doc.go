// Package dotnet reproduces, for the expression language and the scoping filters, what the .NET runtime under Entra
// does differently from Go: reading and writing dates by custom format strings, regular expressions with .NET's
// syntax and replacement patterns, title case, FILETIME numbers and texts counted in UTF-16 units.
//
// All dates are UTC; the service runs in UTC, so "local" and "universal" are the same. The culture is the invariant
// one, except where a culture is an argument.
//
// Not modelled: look-around, back-references, atomic groups, balancing groups, conditionals and class subtraction in
// regular expressions (Compile refuses them by name, because RE2 cannot run them); \b is between ASCII words only; $ does not
// match in front of a final line feed; two-digit years in dates without a format string.
package dotnet
