// Package refusal is the one error type with which the server's management code (organisations, providers, tokens, roles)
// turns a request down: what is wrong, and what to do about it. The admin API writes it as a JSON error and the command line
// as its "error:" and "hint:" lines, so both say the same thing.
//
// A refusal is the caller's to mend. Failures of the server itself (a full disk, a closed store) stay ordinary wrapped errors.
package refusal
