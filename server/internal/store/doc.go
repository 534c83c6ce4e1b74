// Package store defines what the server keeps and the contract every storage back end fulfils.
//
// # What it holds
//
//	Organisation   a tenant; everything below belongs to exactly one
//	Provider       an identity provider connected to an organisation
//	Token          a bearer token of a provider, as a SHA-256, never the raw part
//	Record         a SCIM resource (User or Group): keys for look-up and the JSON document
//	Member         an entry of a Group, kept apart from the Group's document
//	RoleMapping    the role that membership of a Group gives
//
// A Group of ten thousand is changed by adding one Member; neither the Group's document nor its other members
// are read or written for that.
//
// # Values
//
// Strings are arbitrary UTF-8 of any length, NUL included. Folded strings (Record.UniqueKey, Record.DisplayKey)
// are folded by the caller; the store compares bytes. Times are instants of nanosecond resolution between the years
// 1678 and 2262; they come back in UTC, and a zero time comes back zero. Seq and Version are positive.
//
// # Isolation
//
// Every method that touches something of an organisation takes its id, and nothing of another organisation is ever
// read, changed or admitted to exist. Ids of resources are unique within their organisation, over all types;
// two organisations may use the same one. Ids of providers and tokens, and token hashes, are unique in the store.
//
// # Errors
//
// ErrNotFound, ErrConflict and ErrClosed are tested with errors.Is; everything else is a failure of the store (a full
// disk, a broken file) or a context that ended, which errors.Is finds as context.Canceled or context.DeadlineExceeded.
// A question about the relations of an unknown resource has the empty answer (no members, no groups, false);
// changing them gives ErrNotFound.
//
// # Implementations
//
//	store/sqlite   durable, one file, group commit
//	store/postgres   durable, for several processes at once
//	store/memory   the same behaviour without a disk
//	store/storetest   the contract as tests, run by every implementation
//
// Not modelled: history of resources, and snapshots that span several reads outside Update.
package store
