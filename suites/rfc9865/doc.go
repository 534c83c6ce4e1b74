// Package rfc9865 holds a target to RFC 9865, cursor-based pagination: the CUR checks.
//
//	announced.go   CUR-001, 002, 015, 016   what is announced, and the default
//	page.go        CUR-003 to 006, 009      one page
//	walk.go        CUR-007, 008, 014, 018   from page to page
//	refused.go     CUR-010 to 013           cursors and counts that are wrong
//	search.go      CUR-017                  POST /.search
//	change.go      CUR-019                  resources that come and go during a walk
//
// All but the last look at the same few users, found by a filter on the beginning of their userName, so that other people's data
// does not matter. A page may hold fewer resources than asked for, and a walk may end with an empty page.
//
// Not modelled: cursors of one client in the hands of another (RFC 9865 §5.2).
package rfc9865
