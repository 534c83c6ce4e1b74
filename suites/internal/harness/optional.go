package harness

import "net/http"

// Announces tells whether the target says itself that it has the feature of a gate; false when it says nothing about it.
func (t *T) Announces(g Gate) bool {
	section, ok := announcedAs[g]
	return ok && t.session.features().config[section]
}

// Offered ends the check as not supported when the answer says so (501, 405 or 403) of a feature that the target has not
// announced and the profile can do without. Zero stands for a feature that cannot be announced.
func (a *Answer) Offered(g Gate) *Answer {
	switch a.Status() {
	case http.StatusNotImplemented, http.StatusMethodNotAllowed, http.StatusForbidden:
		if g == "" || (!a.t.Announces(g) && !a.t.session.profile.requires(g)) {
			a.t.NotSupported("the target answered " + a.what + " with " + statusText(a.Status()) + " and does not announce it")
		}
	}
	return a
}

// Try runs assertions and tells whether all of them held; nothing is reported. It is for finding out what the target can do.
func (t *T) Try(do func()) bool { return t.attempt(do) == nil }

// Holds tells whether a prerequisite holds, for checks that go on in another way without it.
func (t *T) Holds(need Need) bool {
	r := t.establish(need)
	return r.missing == "" && r.undecided == ""
}

// aside does something whose outcome is none of the check's business.
func (t *T) aside(do func()) {
	before := t.outcome
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stopped:
			t.outcome = before
		default:
			panic(p)
		}
	}()
	_ = t.attempt(do)
}
