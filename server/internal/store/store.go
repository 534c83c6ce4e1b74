package store

import (
	"context"
	"iter"
	"time"
)

// Reader is what can be read, inside and outside a transaction. Every method takes the organisation it may see
// (isolation by construction); reads outside a transaction see the last commit, reads inside one also its own changes.
// What a method returns is the caller's to keep and change.
type Reader interface {
	// Organisation, Provider and TokenByHash return one of their kind, or ErrNotFound.
	Organisation(ctx context.Context, id string) (Organisation, error)
	Organisations(ctx context.Context) ([]Organisation, error) // by id
	Provider(ctx context.Context, id string) (Provider, error)
	Providers(ctx context.Context, org string) ([]Provider, error) // by id
	TokenByHash(ctx context.Context, hash [32]byte) (Token, error)
	Tokens(ctx context.Context, org, provider string) ([]Token, error)   // by creation, then id; provider "" means all
	RoleMappings(ctx context.Context, org string) ([]RoleMapping, error) // by group id
	// Settings returns an organisation's settings, of Version 0 when it never had any; ErrNotFound when there is no such
	// organisation.
	Settings(ctx context.Context, org string) (Settings, error)
	Client(ctx context.Context, id string) (Client, error)     // or ErrNotFound
	Clients(ctx context.Context, org string) ([]Client, error) // by id

	// Get returns one resource, or ErrNotFound.
	Get(ctx context.Context, org, typ, id string) (Record, error)
	// Scan yields records in Seq order. narrow holds equalities that must all hold; a store may over-return
	// (callers re-check with the filter), it must not under-return. offset skips that many records, limit ends the scan
	// after that many; limit < 0 means no limit. An error ends the scan and is yielded once, with a zero Record.
	//
	// The store holds nothing for the caller between two records: the loop body may read, write and take its time. A long
	// scan outside a transaction may therefore span commits; it yields every record that exists throughout, each at most
	// once and as of one of those commits.
	Scan(ctx context.Context, org, typ string, narrow []Eq, offset, limit int) iter.Seq2[Record, error]
	// Query returns the page of records that q asks for.
	Query(ctx context.Context, org, typ string, q Query) (Page, error)
	// Count returns how many records Scan with the same narrowing would yield.
	Count(ctx context.Context, org, typ string, narrow []Eq) (int, error)
	// Members lists a group's members in the order they were added.
	Members(ctx context.Context, org, group string) ([]Member, error)
	// HasMember reports whether id is a direct member.
	HasMember(ctx context.Context, org, group, id string) (bool, error)
	// GroupsOf lists the groups id is in, direct ones first, then by display and id. A group is never listed as its own,
	// whatever cycles there are.
	GroupsOf(ctx context.Context, org, id string) ([]GroupRef, error)
	// GroupsOfEach is GroupsOf for each of several ids at once, by id; those that are in no group are left out.
	GroupsOfEach(ctx context.Context, org string, ids []string) (map[string][]GroupRef, error)
	// EffectiveRoles computes roles from memberships (nested ones too), activity and mappings: one entry for every User,
	// by UniqueKey, then id.
	EffectiveRoles(ctx context.Context, org string) ([]EffectiveRole, error)
}

// Tx is a write transaction. All its changes become durable together, or none do. It must not be used after the
// callback it was given to has returned.
type Tx interface {
	Reader

	PutOrganisation(ctx context.Context, o Organisation) error // insert or replace
	DeleteOrganisation(ctx context.Context, id string) error   // with everything in it; ErrNotFound
	// PutProvider inserts or replaces. Its organisation must exist (ErrNotFound); an id that belongs to another
	// organisation gives ErrConflict.
	PutProvider(ctx context.Context, p Provider) error
	DeleteProvider(ctx context.Context, id string) error // with its tokens; ErrNotFound
	// PutToken inserts or replaces. Its provider must exist in its organisation (ErrNotFound); a hash that another token
	// has, or an id that belongs to another provider, gives ErrConflict.
	PutToken(ctx context.Context, t Token) error
	// DeleteTokens removes the tokens that expired before an instant, of all organisations, and returns how many.
	DeleteTokens(ctx context.Context, expired time.Time) (int, error)
	// PutRoleMapping inserts or replaces. The group must exist in the organisation (ErrNotFound).
	PutRoleMapping(ctx context.Context, m RoleMapping) error
	DeleteRoleMapping(ctx context.Context, org, group string) error // ErrNotFound
	// PutSettings replaces an organisation's settings and returns their new version. ErrNotFound without the organisation.
	PutSettings(ctx context.Context, org string, doc []byte) (version int64, err error)
	// PutClient inserts or replaces. Its provider must exist in its organisation (ErrNotFound); an id that belongs to another
	// provider gives ErrConflict. Whoever wants to insert only asks for Client first, in the same transaction.
	PutClient(ctx context.Context, c Client) error
	DeleteClient(ctx context.Context, id string) error // ErrNotFound
	// UseOnce notes a fingerprint until a time and reports whether it was not noted already; now says which notes are over.
	UseOnce(ctx context.Context, fingerprint [32]byte, now, until time.Time) (fresh bool, err error)

	// Lock waits until no other transaction that has called it for this organisation is running: what is read afterwards,
	// lists too, stays true until the end of the transaction as far as others call it as well. See Update.
	Lock(ctx context.Context, org string) error

	// Insert adds a record, sets its Seq, and its Version to 1 when it is 0. The organisation must exist (ErrNotFound). A
	// taken UniqueKey gives *ConflictError, a taken ID another ErrConflict.
	Insert(ctx context.Context, r *Record) error
	// Replace overwrites Doc, keys, Active, Version and Modified of an existing record (ErrNotFound); Seq and Created stay
	// as they are. A UniqueKey taken by another record gives *ConflictError.
	Replace(ctx context.Context, r Record) error
	// Delete removes the record (ErrNotFound); a Group's memberships, a User's or Group's entries in other groups (those
	// groups' Version and Modified are raised to the given time) and its role mappings go too.
	Delete(ctx context.Context, org, typ, id string, now time.Time) error
	// AddMembers adds those not yet in the group and returns how many it added. Members must exist in the organisation;
	// unknown ids give ErrNotFound naming the first, and nothing is added. It does not touch the group's Version: use Touch.
	AddMembers(ctx context.Context, org, group string, ms []Member) (int, error)
	// RemoveMembers removes those that are in the group and returns how many it removed; other ids are ignored. It does
	// not touch the group's Version: use Touch.
	RemoveMembers(ctx context.Context, org, group string, ids []string) (int, error)
	// Touch raises Version by one and sets Modified (ErrNotFound).
	Touch(ctx context.Context, org, typ, id string, now time.Time) error
}

// Store keeps everything the server must not forget.
type Store interface {
	Reader

	// Update runs fn in a transaction and returns after the commit is durable. fn may run on another goroutine and may run
	// more than once, so it must have no effect besides the Tx and values it overwrites on each run; it must not block, and
	// must use nothing of the Store but the Tx.
	//
	// What Organisation, Provider, TokenByHash, Settings, Client and Get return inside a transaction cannot be changed by
	// another before this one ends, so read, decide, write is safe with them. What lists return (Members, GroupsOf, Query, …)
	// was true when it was read; where a decision hangs on it, call Lock first. (Stores that run one transaction at a time
	// promise more.)
	//
	// Concurrent Updates may share one commit, never one outcome: an error from fn (or a panic in it, which becomes an
	// error) undoes only its own changes and is returned as it is. A caller whose ctx ends while the transaction has not
	// begun gets ctx's error and nothing has happened; once fn runs, Update returns the true outcome.
	Update(ctx context.Context, fn func(Tx) error) error
	// Ping reports whether reads and writes are possible (readiness).
	Ping(ctx context.Context) error
	// Close ends the store after the running transactions and reads are through; whatever comes later gets ErrClosed.
	// Closing twice is fine.
	Close() error
}
