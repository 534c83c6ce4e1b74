package engine

import (
	"time"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// OpID names an operation within a cycle. Ordered by its fields it gives the canonical order of a cycle's requests.
type OpID struct {
	Pass int // 0 probe, 1 users, 2 groups, 3 managers, 4 members
	Item int // position of the object in the pass
	Seq  int // position of the request among the object's
}

// Compare orders ids canonically.
func (a OpID) Compare(b OpID) int {
	switch {
	case a.Pass != b.Pass:
		return a.Pass - b.Pass
	case a.Item != b.Item:
		return a.Item - b.Item
	default:
		return a.Seq - b.Seq
	}
}

// Op is a request to be sent. It must be answered by exactly one Step, unless the cycle is aborted.
type Op struct {
	ID      OpID
	Request scimclient.Request
}

// Target is a resource as the target showed it.
type Target interface {
	// ID is the target id.
	ID() string
	// Lookup returns the values of an attribute in the engine's form, and whether it is present.
	Lookup(path mapping.TargetPath) (values []string, present bool)
}

// Reply is what came of an operation: either a failure, or the resources of the answer.
type Reply struct {
	ID        OpID
	At        time.Time
	Resources []Target // of a list; or the one resource of a read, create or update
	Failure   *scimclient.Failure
}

// only returns the resource of an answer that has exactly one.
func (r Reply) only() Target {
	if len(r.Resources) == 1 {
		return r.Resources[0]
	}
	return nil
}

// class is the failure's class, or "" for success.
func (r Reply) class() scimclient.Class {
	if r.Failure == nil {
		return ""
	}
	return r.Failure.Class
}
