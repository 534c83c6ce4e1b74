package directory

import "errors"

// Reasons for which an operation is refused; callers branch on them with errors.Is.
var (
	// ErrNotFound: no object has that id or name, or it is of the other kind, or it is gone.
	ErrNotFound = errors.New("no such object")
	// ErrTaken: another object has that id or userPrincipalName.
	ErrTaken = errors.New("already taken")
	// ErrSoftDeleted: the user is in the recycle bin, where it can only be restored or purged.
	ErrSoftDeleted = errors.New("is soft-deleted")
	// ErrNotSoftDeleted: the user is not in the recycle bin.
	ErrNotSoftDeleted = errors.New("is not soft-deleted")
	// ErrInvalid: a value is malformed, missing or not allowed there.
	ErrInvalid = errors.New("invalid")
)
