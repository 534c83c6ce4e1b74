// Package deletion holds a target to RFC 7644 §3.6, deleting resources: the DEL checks.
//
//	gone.go        DEL-001 to 005    status, what a deleted id answers, lists, unique values, unknown ids
//	relations.go   DEL-006 to 008    memberships, members and managers
//
// Only users and groups that a check has created are deleted.
//
// Not modelled: DELETE with If-Match (ETG checks), and soft delete by way of active (AAD checks).
package deletion
