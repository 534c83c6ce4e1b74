package scope

// SkipReason is the text of details.SkipReason in the provisioning log. Only the first three are Microsoft's; the full
// list is not published, and the others are the simulator's own names for documented situations (engine §12 row 19).
type SkipReason string

// The skip reasons.
const (
	NotEffectivelyEntitled SkipReason = "NotEffectivelyEntitled" // not assigned, not entitled, or not active
	RedundantExport        SkipReason = "RedundantExport"        // source and target already agree
	ImportSkipped          SkipReason = "ImportSkipped"          // no matching attribute has a value

	NotInScope                SkipReason = "NotInScope"                // fails the scoping filter
	NotHandledByObjectMapping SkipReason = "NotHandledByObjectMapping" // taken away by input or category filter groups
	OutOfScopeDeletionSkipped SkipReason = "SkipOutOfScopeDeletions"   // the setting keeps the object as it is
	CreateNotEnabled          SkipReason = "CreateNotEnabled"          // Create is not ticked in the target object actions
	UpdateNotEnabled          SkipReason = "UpdateNotEnabled"          // Update is not ticked
	DeleteNotEnabled          SkipReason = "DeleteNotEnabled"          // Delete is not ticked
	SoftDeleteNotMapped       SkipReason = "SoftDeleteNotMapped"       // no mapping reads IsSoftDeleted
	AlreadyDisabled           SkipReason = "AlreadyDisabled"           // the target shows the disabled state already
	NotManaged                SkipReason = "NotManaged"                // deleted at the source after it had left scope
)

// SkipReason says why an object that is not in scope and not linked is skipped; "" when it is in scope. Not assigned
// and not active share one reason (engine §3.2); a failed filter alone has its own.
func (d Decision) SkipReason() SkipReason {
	switch {
	case !d.Handled:
		return NotHandledByObjectMapping
	case d.InScope:
		return ""
	case !d.Active || !d.Entitled && !d.SyncAll:
		return NotEffectivelyEntitled
	default:
		return NotInScope
	}
}
