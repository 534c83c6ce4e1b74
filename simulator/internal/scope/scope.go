package scope

// Source gives the values of a source attribute; ok is false, or values is empty, when the object has none.
type Source interface {
	Attr(name string) (values []string, ok bool)
}

// Settings are those of the provisioning job that decide about scope.
type Settings struct {
	SyncAll bool // Sync all users and groups, instead of assigned ones only (secret SyncAll)
	// SkipOutOfScopeDeletions keeps objects that leave scope by assignment or filter untouched (secret of that name).
	SkipOutOfScopeDeletions bool
}

// Subject is what the decision depends on beside the attributes of the object.
type Subject struct {
	AccountEnabled bool // true for groups, which have no such state
	SoftDeleted    bool // in the recycle bin, or gone
	Assigned       bool // to the application, directly or through a directly assigned group
	// RoleForbids says that the role of the assignment does not permit provisioning. Since 2020 every role permits
	// it, the default access role included (NOUSERS).
	RoleForbids bool
}

// Cause is a reason for IsSoftDeleted to be true (engine §3.5).
type Cause string

// The four documented causes.
const (
	Unassigned  Cause = "unassigned"   // not assigned, or not entitled by the role; only in the mode "assigned only"
	FilteredOut Cause = "filtered-out" // fails the scoping filter
	SoftDeleted Cause = "soft-deleted" // in the recycle bin
	Disabled    Cause = "disabled"     // accountEnabled is false
)

// OfScope reports whether the cause is one that SkipOutOfScopeDeletions suppresses, and after which the object is no
// longer managed, so that a later purge sends nothing (engine §3.6 rows 4 and 10).
func (c Cause) OfScope() bool { return c == Unassigned || c == FilteredOut }

// Decision is the outcome for one object.
type Decision struct {
	Active       bool // enabled and not soft-deleted
	Assigned     bool
	Entitled     bool // assigned with a role that permits provisioning
	FilterPassed bool
	SyncAll      bool
	InScope      bool
	// Handled is false when the filter's input or category groups take the object away from this object mapping: it
	// is not provisioned and, unlike out of scope, not deprovisioned either (engine §3.3).
	Handled bool
	Causes  []Cause        // why IsSoftDeleted is true, in the order of the constants; empty when in scope
	Clauses []ClauseResult // outcome of every clause of the filter, in the order of the filter
}

// Evaluate decides about one object.
func Evaluate(s Subject, settings Settings, filter *Filter, attributes Source) Decision {
	d := Decision{
		Active:   s.AccountEnabled && !s.SoftDeleted,
		Assigned: s.Assigned,
		Entitled: s.Assigned && !s.RoleForbids,
		SyncAll:  settings.SyncAll,
	}
	d.FilterPassed, d.Clauses = filter.evaluate(attributes)
	d.Handled = filter.handles(attributes)
	if !d.Entitled && !d.SyncAll {
		d.Causes = append(d.Causes, Unassigned)
	}
	if !d.FilterPassed {
		d.Causes = append(d.Causes, FilteredOut)
	}
	if s.SoftDeleted {
		d.Causes = append(d.Causes, SoftDeleted)
	}
	if !s.AccountEnabled {
		d.Causes = append(d.Causes, Disabled)
	}
	d.InScope = len(d.Causes) == 0
	return d
}

// IsSoftDeleted is the computed source attribute: true when the object is out of scope for any of the four causes.
func (d Decision) IsSoftDeleted() bool { return len(d.Causes) > 0 }

// Suppressed reports whether SkipOutOfScopeDeletions keeps the engine from acting: only causes of scope are at work
// (engine §3.6 row 4). A disabled or deleted account is acted upon in spite of the setting (rows 6 and 7).
func (d Decision) Suppressed(settings Settings) bool {
	if !settings.SkipOutOfScopeDeletions || d.InScope {
		return false
	}
	for _, c := range d.Causes {
		if !c.OfScope() {
			return false
		}
	}
	return true
}

// LeavesManagement reports whether disabling the object ends its management: a later hard delete then sends nothing.
func (d Decision) LeavesManagement() bool {
	for _, c := range d.Causes {
		if c.OfScope() {
			return true
		}
	}
	return false
}
