// Package history proves the provisioning engine by random histories: directories, mappings, settings, changes, faults, kills and
// restarts that nobody has thought up, played in virtual time, with what must hold whatever happens.
//
//	draw ─▶ History ─▶ script ─▶ scenario.Play ─▶ Endpoint
//	                                │                │ journal
//	                                └── checker ◀────┘
//	                                      │ compares with the projection of the directory
//	                                      ▼
//	                                   Finding ─▶ scenario file
//
// A [History] is the script of a scenario and nothing else, so a history that fails is a file that `entrasim scenario run` plays:
// [History.Story] gives it the expectation that failed. [Draw] makes histories with rapid, which shrinks them.
//
// # What must hold
//
//	converged    once faults have stopped and cycles have gone on, the endpoint has what the projection says
//	scope        nobody outside the scope is created or changed, except to be disabled or deleted as §3.6 says; what no source
//	             object stands for is never touched
//	once         no object is written twice in a cycle, no update leaves its object as it was, and a cycle with nothing to do sends
//	             nothing but its probes
//	explained    every request that reached the endpoint stands in one log record; the record is about the object that was
//	             written and says what was done and how it ended
//
// # The projection
//
// Who is in scope, which values an account has and who is in a group is worked out here a second time, from the directory alone,
// without the code of the packages engine, mapping, scope and expr: one misreading must not agree with itself. Accounts are
// recognised by what they show (externalId), not by the job's links.
//
// The projection is silent where Entra leaves things behind, as the references have it:
//
//   - values that were cleared in the source (§5.1): any value that the source has had will do
//   - accounts of users who left with SkipOutOfScopeDeletions (row 4), or were purged after they had left management (row 10:
//     they must stay, disabled)
//   - memberships and managers that were taken away between the last cycle and a restart or a change of the mapping, or while
//     the group or user was out of scope and linked: nobody reads them back (§2.5, quirk Q59)
//   - accounts whose create was acknowledged to nobody, of users who left or were renamed before the next attempt: that begins with
//     a lookup of the name as it is then (quirks, observed sequences: failure), and who is out of scope and not linked is skipped
//     (§11). The same goes for accounts that were there before, of users whose first lookup failed
//
// Members who come into scope after their group are looked for at the end with the dial late-references=next-cycle, and without it
// after a restart (§2.5).
//
// Not modelled: users who take over the name of somebody else, guests, app roles, changes behind the simulator's back, several
// matching attributes, provision on demand, and faults that break connections (they need sockets); scenarios have those.
package history
