// Package role maps groups to roles and says who has which (design §5, guide step 9).
//
// An organisation has an ordered role list, lowest first (guide: member < boss < admin). A mapping gives all members of a
// group one role of that list, members of nested groups too. A user's effective role is the highest their groups give; an
// inactive user has none. It is never stored: each question computes it from memberships, activity and mappings as
// committed, so it cannot be stale.
//
// Errors are refusals (package refusal) for unknown organisations, groups and roles and for a list that would drop a role
// still mapped.
//
// Not modelled: roles of a user by their own attribute (SCIM roles), which Entra's app roles would fill.
package role
