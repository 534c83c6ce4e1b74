// Package odd makes odd service providers of a right one: half finished, behind a proxy, slow to show what was written, in want of
// more than they announce. They are what the suites meet outside, and what they must neither accuse wrongly nor drown in
// failures.
//
// An Oddity wraps a handler below its base path. Most are lawful or have one fault; Fault says which checks may find it.
// Nothing here is part of the program.
package odd
