// Package me holds a target to RFC 7644 §3.11, the alias of the one who asks: the MEE checks.
//
//	absent.go   MEE-001         a target without the alias
//	alias.go    MEE-002 to 004  where it leads and what it shows
//	write.go    MEE-005         changes through it
//
// Nobody announces /Me: it is supported when GET /Me answers 200, 307 or 308. A token that stands for no user (Entra's, for
// one) has nothing that /Me could be, so 403 says as little as 501.
//
// Not modelled: POST /Me, by which a subject registers, and DELETE /Me, which would delete the operator's own account.
package me
