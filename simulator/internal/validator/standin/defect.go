package standin

// Defect is one thing done wrong.
type Defect string

// The defects.
const (
	Create200         Defect = "create-200"         // POST answers 200
	DuplicateAccepted Defect = "duplicate-accepted" // the same name twice
	ConflictAs500     Defect = "conflict-as-500"    // 500 in place of 409
	NoMatch404        Defect = "no-match-404"       // an empty lookup answers 404
	FilterIgnored     Defect = "filter-ignored"     // every lookup finds everybody
	FilterCase        Defect = "filter-case"        // lookups compare bytes
	MembersKept       Defect = "members-kept"       // excludedAttributes has no effect
	Patch204          Defect = "patch-204"          // PATCH answers 204: right by the RFC
	DottedIgnored     Defect = "dotted-ignored"     // dotted keys of a path-less operation are passed over
	URNIgnored        Defect = "urn-ignored"        // URN keys and paths are passed over
	NoTarget          Defect = "no-target"          // a filtered path that matches nothing answers 400
	DisabledGone      Defect = "disabled-gone"      // inactive users answer 404 and are not found
	BooleanAsText     Defect = "boolean-as-text"    // primary comes back as it was sent
	TextRejected      Defect = "text-rejected"      // "True" for a boolean answers 400
	ManagerRejected   Defect = "manager-rejected"   // a manager that is a string answers 400
	ManagerKeptEmpty  Defect = "manager-kept-empty" // an emptied manager stays as {"value":""}
	DeleteTwice204    Defect = "delete-twice-204"   // DELETE of what is not there answers 204
	DeleteRefused     Defect = "delete-refused"     // DELETE answers 405
	MediaJSON         Defect = "media-json"         // application/json
	NumericStatus     Defect = "numeric-status"     // the status of errors is a number
	NoLocation        Defect = "no-location"        // POST has no Location
	RemoveWipes       Defect = "remove-wipes"       // taking one member out empties the group
	ReplaceIgnored    Defect = "replace-ignored"    // replace of members does nothing
	GroupFrozen       Defect = "group-frozen"       // PATCH of a group's attributes does nothing
	RenameRefused     Defect = "rename-refused"     // userName cannot be changed
	LastOnly          Defect = "last-only"          // of several operations the last one counts
	EmptyRefused      Defect = "empty-refused"      // no operations answers 400: right by the RFC
	NullRejected      Defect = "null-rejected"      // null in a PATCH answers 400
	EmptyKept         Defect = "empty-kept"         // "" in a PATCH is stored, null is passed over
	PagingIgnored     Defect = "paging-ignored"     // startIndex has no effect
	SchemasArray      Defect = "schemas-array"      // /Schemas is a bare array
	NoGroupSchema     Defect = "no-group-schema"    // /Schemas knows users only
	Secretive         Defect = "secretive"          // title is returned never, and says so in /Schemas
	Thin              Defect = "thin"               // /Schemas declares no canonical types
	PlainGroups       Defect = "plain-groups"       // /Schemas knows no externalId of groups: right by the RFC
	NoGroups          Defect = "no-groups"          // /Groups answers 404
)
