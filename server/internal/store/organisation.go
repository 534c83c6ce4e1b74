package store

import "time"

// Organisation is a tenant: everything else belongs to exactly one.
type Organisation struct {
	ID      string    `json:"id"` // short name, ^[a-z0-9][a-z0-9-]{0,62}$
	Name    string    `json:"name"`
	Roles   []string  `json:"roles"` // ordered, lowest first; may be empty
	Mood    string    `json:"mood"`
	Created time.Time `json:"created"`
	// SettingsVersion is the version of the organisation's Settings, 0 when it never had any: whoever keeps something derived
	// from them learns here that it is stale. PutOrganisation leaves it alone.
	SettingsVersion int64 `json:"-"`
}

// Settings is what an organisation has chosen, as one document that only its reader understands.
type Settings struct {
	Organisation string
	Version      int64 // 1 for the first, raised by every PutSettings; 0: none yet
	Doc          []byte
}

// Client is an OAuth client: an id, unique in the store, that belongs to a provider, and what else is known about it
// (hashes of secrets, federations) as one document that only its reader understands.
type Client struct {
	ID           string
	Organisation string
	Provider     string
	Created      time.Time
	Doc          []byte
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
	// Subject is the id of the user that the token stands for, which /Me then is (RFC 7644 §3.11); "" for none. Nothing keeps
	// the user from being deleted.
	Subject  string `json:"subject,omitzero"`
	ReadOnly bool   `json:"readOnly,omitzero"` // it changes nothing
}

// RoleMapping gives the members of a group a role of the organisation's list. A role that is not (or no longer) in
// the list gives nothing.
type RoleMapping struct {
	Organisation string `json:"organisation"`
	GroupID      string `json:"groupId"`
	Role         string `json:"role"`
}
