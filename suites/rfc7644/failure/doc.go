// Package failure holds a target to RFC 7644 §3.12, how errors look and when there must be none: the ERR checks.
//
//	form.go       ERR-001, 002, 004   the body of an error
//	detail.go     ERR-003, 008        what detail says, and what it must not repeat
//	fault.go      ERR-005, 006        errors of the target's own, and what leaks with them
//	throttle.go   ERR-007             429 and Retry-After (RFC 6585 §4)
//
// ERR-001, 002 and 004 to 007 look back over all answers of the run, whichever check asked, and come last; what makes a check
// of its own fail is counted there once more, because the form of an error is another matter than its reason. Run alone they
// provoke a few errors themselves, by reading only.
//
// One cause, one failure (trap 11): status and detail are judged where the body is a JSON object at all. Answers to very large
// bodies are left out: proxies cut those off in their own way.
//
// Not modelled: that errors of one kind have one wording, and what must stand in detail for each status.
package failure
