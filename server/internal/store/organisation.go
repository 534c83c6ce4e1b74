package store

import "time"

// Organisation is a tenant: everything else belongs to exactly one.
type Organisation struct {
	ID      string    `json:"id"` // short name, ^[a-z0-9][a-z0-9-]{0,62}$
	Name    string    `json:"name"`
	Roles   []string  `json:"roles"` // ordered, lowest first; may be empty
	Mood    string    `json:"mood"`
	Created time.Time `json:"created"`
}

// Provider is one identity provider connected to an organisation; its id is the second half of a token.
type Provider struct {
	ID           string    `json:"id"`
	Organisation string    `json:"organisation"`
	Name         string    `json:"name"`
	Created      time.Time `json:"created"`
}

// Token is a bearer token as stored: never the raw part, only its SHA-256.
type Token struct {
	ID           string    `json:"id"`
	Organisation string    `json:"organisation"`
	Provider     string    `json:"provider"`
	Label        string    `json:"label"`
	Hash         [32]byte  `json:"-"`
	Created      time.Time `json:"created"`
	Expires      time.Time `json:"expires,omitzero"`  // zero: never
	Revoked      time.Time `json:"revoked,omitzero"`  // zero: live
	LastUsed     time.Time `json:"lastUsed,omitzero"` // zero: never; may lag by up to a minute
}

// RoleMapping gives the members of a group a role of the organisation's list. A role that is not (or no longer) in
// the list gives nothing.
type RoleMapping struct {
	Organisation string `json:"organisation"`
	GroupID      string `json:"groupId"`
	Role         string `json:"role"`
}
