package store

import "time"

// Names of the resource types whose relations the store knows.
const (
	TypeUser  = "User"
	TypeGroup = "Group"
)

// Record is a resource as stored. Doc is the resource's JSON object without id, meta, and the attributes the store
// keeps elsewhere or computes (a Group's members, a User's groups). A User's "password", which is a hash, comes back with Doc, but
// a condition or a Sort that asks about it may find it missing.
type Record struct {
	Organisation string
	Type         string // resource type name: "User", "Group"
	ID           string
	Seq          int64 // creation order within the store; gives lists their stable order; set by Insert
	Version      int64 // starts at 1, raised by every change including membership
	Created      time.Time
	Modified     time.Time
	UniqueKey    string // folded; unique within (Organisation, Type); "" is never a conflict
	ExternalID   string // exact
	DisplayKey   string // folded displayName
	Active       bool   // Users: the active attribute (absent counts as true); Groups: true
	Doc          []byte
}

// Member is one entry of a Group.
type Member struct {
	ID      string // id of a User or Group of the same organisation
	Type    string // "User" or "Group": the type of the resource, whatever AddMembers was told
	Display string // display as sent by the client, may be empty
}

// GroupRef is a Group somebody belongs to.
type GroupRef struct {
	ID      string
	Display string // the group's displayName as stored in its Doc
	Direct  bool   // false: only through a nested group
}

// EffectiveRole is a user with the highest role their groups give them.
type EffectiveRole struct {
	UserID   string
	UserName string // as stored in the user's Doc
	Active   bool
	Role     string // "" none (no mapped group, or inactive)
	GroupID  string // the mapped group that gave it; of several with the same role the one with the lowest id
}
