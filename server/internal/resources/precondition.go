package resources

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Precondition holds the header values of a conditional request (RFC 7644 §3.14, RFC 9110 §13.1); several lines of one header
// are joined with commas. The zero Precondition demands nothing.
type Precondition struct {
	IfMatch     string
	IfNoneMatch string
}

// read checks a GET.
func (p Precondition) read(version int64) error {
	if p.IfMatch != "" && !names(p.IfMatch, version) {
		return stale(version)
	}
	if p.IfNoneMatch != "" && names(p.IfNoneMatch, version) {
		return ErrNotModified
	}
	return nil
}

// write checks a change of an existing resource.
func (p Precondition) write(version int64) error {
	if p.IfMatch != "" && !names(p.IfMatch, version) {
		return stale(version)
	}
	if p.IfNoneMatch != "" && names(p.IfNoneMatch, version) {
		return scim.PreconditionFailed("If-None-Match names the current version %s", etag(version))
	}
	return nil
}

func stale(version int64) error {
	return scim.PreconditionFailed("the resource has changed: its version is %s; read it again and repeat the change", etag(version))
}

// names says whether a list of entity-tags holds a version. Tags are compared weakly, also in If-Match: versions of ours are
// always weak, and RFC 7644 §3.14 uses them there.
func names(list string, version int64) bool {
	want := strings.TrimPrefix(etag(version), "W/")
	for _, tag := range strings.Split(list, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == want {
			return true
		}
	}
	return false
}
