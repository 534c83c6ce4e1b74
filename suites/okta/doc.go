// Package okta holds a target to what Okta's provisioning agent sends and needs, and to what other clients have been seen to
// send: the OKT checks.
//
//	list.go     OKT-001, 002, 008   pages, lookup before create, time
//	create.go   OKT-003, 004        unknown ids, duplicates
//	update.go   OKT-005, 006        PUT of the whole user, deactivation
//	group.go    OKT-007             group push
//	lenient.go  OKT-009 to 012      empty strings, null, wrapped values, whole resources in PATCH (several clients)
//
// Requests are literal, as in Okta's SCIM 2.0 specification test and documentation. Where the RFCs demand the same, the
// declaration says so (RFC level) and the check counts in the RFC column too.
//
// Not modelled: imports (Okta reading all users page by page, which LST checks cover) and Okta's group linking.
package okta
