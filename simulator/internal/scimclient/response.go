package scimclient

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// Response is an answer that Entra could read. List is set for lookups (probes, match, reference check), Resource for
// read and create, and for updates that answered with a body; both are nil for deletes and empty answers.
type Response struct {
	Status     int
	List       *List
	Resource   *Object
	RetryAfter time.Duration // from the header, whatever the status
	Tolerated  []string      // what Entra let pass although the RFC does not; for people, in reading order
}

// List is a ListResponse.
type List struct {
	TotalResults int
	StartIndex   int
	ItemsPerPage int
	Resources    []*Object
}

// Object is one resource of the target, as it came back.
type Object struct {
	id   string
	tree node
}

// ID is the target id; never empty.
func (o *Object) ID() string { return o.id }

// Lookup returns the values of a target attribute in the engine's form: booleans as "True" and "False", numbers as
// they were written, of references their value. Present is false when the attribute is absent, null or of no value.
//
// Names are compared exactly (wire §11: the client's deserialiser knows schema case only), literals of filters without
// regard to case, and only the first element that a filter selects counts (quirks Q77).
func (o *Object) Lookup(path mapping.TargetPath) (values []string, present bool) {
	return lookup(o.tree, path)
}

// JSON is the resource as it came back, compact, members in the order of the answer.
func (o *Object) JSON() string { return string(o.tree.appendTo(nil)) }
