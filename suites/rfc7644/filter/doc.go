// Package filter holds a target to the filters of RFC 7644 §3.4.2.2: the FLT checks.
//
// Filters are evaluated over the run's own people (package people), so that nobody else's data changes a verdict. What an
// expression should find follows from what the target shows of these users, never from what was sent. One file per theme:
//
//	equality.go    FLT-001, 002, 016 to 019   eq, ne, letter case of operators, names and values
//	text.go        FLT-003 to 006             co, sw, ew, pr
//	order.go       FLT-007 to 010             gt, ge, lt, le on text, time, numbers, booleans
//	logic.go       FLT-011 to 015             booleans, and, or, not, precedence, parentheses
//	paths.go       FLT-020 to 022, 026, 028   sub-attributes, multi-valued attributes, URNs, common attributes
//	element.go     FLT-023 to 025             value filters
//	related.go     FLT-027, 029               extension attributes, members
//	literal.go     FLT-030 to 032             escapes, spaces, null
//	refusal.go     FLT-033 to 035, 038        what must be refused
//	limits.go      FLT-036, 037, 039          passwords, pages, size
//
// Where the join of two conditions does not work, checks that need it are skipped: FLT-012 is about that.
//
// Not modelled: attributes of type decimal and reference, and filters on /Schemas and /ResourceTypes, which DSC checks look at.
package filter
