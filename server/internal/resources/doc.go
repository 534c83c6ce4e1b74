// Package resources holds the rules of users and groups: what a request means for what is stored, and how what is stored is
// answered. It knows no HTTP; package httpapi speaks to it in bodies, filters and preconditions.
//
// # Rules (RFC 7643 §3 and §4, RFC 7644 §3.3 to §3.6)
//
//	id            minted here: random, or derived from Config.Seed, organisation, type and unique name
//	meta          computed: version is the weak entity-tag W/"<n>" of the record, times have milliseconds, and
//	              lastModified of a changed resource is always later than before
//	userName      unique within the organisation without regard to case (409 uniqueness)
//	displayName   of groups likewise, unless the mood is strict (AAD-025; RFC 7643 does not ask for it)
//	members       are kept apart from the group, have to exist in the organisation (400 invalidValue), and may be groups (Q72)
//	groups        of a user is computed, nested groups as "indirect"
//	manager       is any id; $ref is kept relative ("../Users/<id>", as in RFC 7643 §4.3), so that documents do not depend on
//	              the address under which the server is reached
//	password      is checked and dropped: nobody signs in here
//
// A change that changes nothing (a repeated PATCH, a PUT of the same) leaves version and lastModified alone. Every change is
// one transaction: it happens as a whole, is durable when the call returns, and sees its own precondition.
//
// # Cost
//
// Adding or removing one member of a group reads neither the other members nor the group's document. A user answered
// without projection is spliced from the stored bytes. A filter that is a conjunction of eq on id, userName, externalId,
// displayName and members is answered from indexes; any other reads the type's records once.
//
// # Errors
//
// What the client can mend is a *scim.Error; ErrNotModified answers a conditional read; anything else is the server's failure.
//
// Not modelled: manager.displayName, sorting (sortBy is not announced and ignored), cursor paging, restoring deleted resources.
package resources
