// Package resources holds the rules of users, groups and custom resources: what a request means for what is stored, and how what
// is stored is answered. It knows no HTTP; package httpapi speaks to it in bodies, filters and preconditions.
//
// # Rules (RFC 7643 §3 and §4, RFC 7644 §3.3 to §3.6)
//
//	id            minted here: random, or derived from Config.Seed, organisation, type and unique name
//	meta          computed: version is the weak entity-tag W/"<n>" of the record, times have milliseconds, and
//	              lastModified of a changed resource is always later than before
//	userName      unique within the organisation without regard to case (409 uniqueness); so is whatever attribute of a custom
//	              type is marked unique, by its own caseExact
//	displayName   of groups likewise where switch group-names says so
//	members       are kept apart from the group, have to exist in the organisation (400 invalidValue), and may be groups (Q72),
//	              but not in a circle (400 invalidValue, GRP-019)
//	groups        of a user is computed, nested groups as "indirect"
//	manager       is any id, or has to be a user's (switch dangling-managers); $ref is kept relative ("../Users/<id>", as in
//	              RFC 7643 §4.3), so that documents do not depend on the address under which the server is reached
//	password      is kept as argon2id and never answered; PUT without one keeps it, an equal one changes nothing
//	other writeOnly attributes are checked and dropped: nobody has a use for them here
//
// A change that changes nothing (a repeated PATCH, a PUT of the same) leaves version and lastModified alone. Every change is
// one transaction: it happens as a whole, is durable when the call returns, and sees its own precondition.
//
// # Searching (RFC 7644 §3.4.2 and §3.4.3, RFC 9865)
//
// Filters and orders are said in the words of the store (where.go, plan.go), which answers them from its indexes as far as it
// can. What has no words there is checked record by record: relations other than by id (groups.display), meta.version,
// meta.location and parts of a dateTime. The order is by type: strings by code point, folded unless case-exact (the plain
// Unicode order that §3.4.2.3 asks for, no collation of a language), numbers by size, dateTimes by instant; of many values the
// primary one or the first; without value last, or first when descending; ties in the order of creation. Attributes of groups,
// members and meta.version cannot be sorted by (400 invalidValue).
//
// A search over several types gives one list: sorted as a whole, or type after type. An attribute that only other types have
// counts as missing (§3.4.2.2).
//
// A page by cursor begins behind a record instead of at a number, see ticket for what a cursor is and cursor.go for its errors:
// invalidCursor, expiredCursor (after CursorTimeout seconds), invalidCount. In a search of one type the pages behind the first
// repeat its totalResults (RFC 9865 §2 would let them do without); all other totals are counted for the page. There is no previousCursor, which RFC 9865 leaves
// to the server. By count=0 nobody gets anywhere, so it has no nextCursor.
//
// # Cost
//
// Adding or removing one member of a group reads neither the other members nor the group's document. A user answered
// without projection is spliced from the stored bytes. Limits bounds pages, filters, operations and members of a request.
//
// # Profiles
//
// Profile says how one organisation is served: its resource types, switches, limits, and a handler around its port. Documents
// of types that are not those of RFC 7643 are stored with every attribute, and fitted to the schemas of today when they are
// read; they begin with a blank.
//
// # Errors
//
// What the client can mend is a *scim.Error; ErrNotModified answers a conditional read; anything else is the server's failure.
//
// # Where events would begin (RFC 9967)
//
// Every change of resources is one transaction of this package and ends in Insert, Replace, Touch or Delete of store.Tx: in
// create.go, replace.go, patch.go, delete.go and together.go, nowhere else. A feed of events is one more write beside these, in the
// same transaction: what a client was told to have happened is then in the feed, and nothing else. Answer.Changed tells when there
// is nothing to tell. Asynchronous requests (Prefer: respond-async) would be split off by package httpapi behind its checks, around
// the same calls, and securityEvents announced by its provider configuration.
//
// Not modelled: manager.displayName, previousCursor, restoring deleted resources, events and asynchronous requests (RFC 9967).
package resources
