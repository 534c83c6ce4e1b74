package directory

// problem is a refused operation with what a reader of a file needs: which field was wrong, which reference in it, and what
// to do about it. It wraps one of the reasons in errors.go.
type problem struct {
	err    error
	field  string // source attribute or key of the file, or ""
	ref    string // the reference or value in that field, or ""
	remedy string
}

func (p *problem) Error() string { return p.err.Error() }

func (p *problem) Unwrap() error { return p.err }

// Hint says what to do about it.
func (p *problem) Hint() string { return p.remedy }
