package wire

import (
	"net/url"
	"strings"
)

// Target is what a request is about, read from the path below the base.
type Target struct {
	Endpoint string   // first segment: "Users", "ServiceProviderConfig"; "" for the root
	ID       string   // second segment, decoded; "" for a collection
	Rest     []string // what follows
	Slash    bool     // the path ends with a slash
	Outside  bool     // the path is not below the base
}

// Place says what kind of address a Target is.
type Place uint8

// The places.
const (
	Elsewhere  Place = iota // the root, or deeper than any endpoint
	Collection              // /Users
	Resource                // /Users/U1, /Schemas/urn:…
	Search                  // /.search, /Users/.search
)

// Place says what kind of address the target is.
func (t Target) Place() Place {
	switch {
	case t.Outside || t.Endpoint == "" || len(t.Rest) > 0:
		return Elsewhere
	case t.Endpoint == ".search" || t.ID == ".search":
		return Search
	case t.ID == "":
		return Collection
	}
	return Resource
}

// targetOf reads the path as the correct handler does: empty segments do not count.
func targetOf(u *url.URL, base string) Target {
	path := u.EscapedPath()
	for len(path) > 1 && path[0] == '/' && path[1] == '/' && !strings.HasPrefix(path, base+"/") {
		path = path[1:]
	}
	rest, ok := strings.CutPrefix(path, base)
	if !ok || rest != "" && rest[0] != '/' {
		return Target{Outside: true}
	}
	t := Target{Slash: strings.HasSuffix(rest, "/")}
	for i, segment := range strings.FieldsFunc(rest, func(r rune) bool { return r == '/' }) {
		if plain, err := url.PathUnescape(segment); err == nil {
			segment = plain
		}
		switch i {
		case 0:
			t.Endpoint = segment
		case 1:
			t.ID = segment
		default:
			t.Rest = append(t.Rest, segment)
		}
	}
	return t
}
