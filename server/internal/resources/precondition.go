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
	if p.IfMatch != "" && !holds(p.IfMatch, version) {
		return stale(version)
	}
	if p.IfNoneMatch != "" && holds(p.IfNoneMatch, version) {
		return ErrNotModified
	}
	return nil
}

// write checks a change of an existing resource.
func (p Precondition) write(version int64) error {
	if p.IfMatch != "" && !holds(p.IfMatch, version) {
		return stale(version)
	}
	if p.IfNoneMatch != "" && holds(p.IfNoneMatch, version) {
		return scim.PreconditionFailed("If-None-Match names the current version %s", etag(version))
	}
	return nil
}

func stale(version int64) error {
	return scim.PreconditionFailed("the resource has changed: its version is %s; read it again and repeat the change", etag(version))
}

// holds says whether a list of entity-tags has a version in it. Tags are compared weakly, also in If-Match: versions of ours are
// always weak, and RFC 7644 §3.14 uses them there. A * counts only when it stands alone.
func holds(list string, version int64) bool {
	if strings.TrimSpace(list) == "*" {
		return true
	}
	want := strings.TrimPrefix(etag(version), "W/")
	for list != "" {
		var tag string
		if tag, list = nextTag(list); strings.TrimPrefix(tag, "W/") == want {
			return true
		}
	}
	return false
}

// nextTag takes the first element off a list; commas between quotes belong to the tag.
func nextTag(list string) (tag, rest string) {
	quoted := false
	for i := range len(list) {
		switch list[i] {
		case '"':
			quoted = !quoted
		case ',':
			if !quoted {
				return strings.TrimSpace(list[:i]), list[i+1:]
			}
		}
	}
	return strings.TrimSpace(list), ""
}
