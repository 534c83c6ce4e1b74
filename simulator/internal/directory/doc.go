// Package directory is the source of truth that the simulated provisioning service reads: the users, groups, managers,
// memberships and application assignments of one Entra tenant, with their life cycle (entra-engine §1, §2.3–2.5, §3).
//
// # Objects and values
//
// An object is a user or a group and is named by its object id, a GUID in lower case with dashes. Its source attributes
// carry Entra's names (entra-engine §5.2, letter case matters) and have values of type []string; Booleans are "True" and
// "False", references are object ids. [Attributes] lists them. A few are computed: objectId, accountEnabled, manager,
// members, appRoleAssignments, userType and originalUserPrincipalName. IsSoftDeleted is not among the values: the engine
// computes it from scope (§3.5); what the directory knows is [Object.SoftDeleted].
//
// userPrincipalName is unique without regard to case. The name of a guest is stored as alias_domain#EXT#@tenant; read as
// a source attribute it is reduced to alias@domain, as the provisioning service does (§3.1). The raw form is
// originalUserPrincipalName and [Object.UserPrincipalName].
//
// # Life cycle
//
//	active ──Disable/Enable──▶ disabled
//	active, disabled ──SoftDelete──▶ recycle bin ──Restore──▶ as before
//	recycle bin ──30 days, or HardDelete──▶ gone
//
// A soft delete frees the name: the user is called <objectId without dashes><upn> until restored (quirk Q39). Restoring
// fails with [ErrTaken] when somebody else has the name by then. Memberships, manager and assignments survive in the
// recycle bin. Groups have no recycle bin here (IsSoftDeletionSupported is false for them, §1): deleting one is final.
//
// Only direct members of an assigned group have access through it; a group inside an assigned group has not, nor have
// its members (§2.5). Groups must be security-enabled to be assigned.
//
// # Changes
//
// Every change is appended to a feed. [Directory.Watermark] is a position in it and [Directory.Changes] reports what
// happened since, once per object. Its cost follows the number of changes. The feed is a function of the operations
// alone: the same directory file played to the same time has the same watermarks. [Directory.Mark] adds a fingerprint of the
// history, by which [Directory.Holds] tells whether a directory that was loaded later is still the same.
//
// # Time
//
// The directory has a time of its own, moved only by [Directory.AdvanceTo], which plays scheduled actions and purges that
// have become due, in order of time. [Directory.NextDue] says when there is something to do.
//
// # Files
//
// [LoadFile] and [Parse] read a directory from YAML or JSON, strictly; errors are [*FileError] and name file, line, column,
// what is wrong and what to do. [Directory.Write] writes one back. [Generate] makes one up from a seed.
//
// A Directory is safe for concurrent use. An [Object] is a snapshot: it keeps the values it had when it was read, except
// appRoleAssignments, which is looked up when asked for.
//
// A dynamic group is a group whose members change on a schedule: the rule is not evaluated here, and its members come and go late,
// as in Entra (§2.5).
//
// Not modelled: passwords and photos (never provisioned, §10), rules of dynamic groups, administrative units, several
// applications per tenant, licences, the recycle bin of Microsoft 365 groups.
package directory
