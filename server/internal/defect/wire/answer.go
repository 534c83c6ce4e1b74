package wire

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Answer is a response that has not been written yet.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte

	// Cut ends the connection after that many bytes of the body; Whole writes all of it.
	Cut int
	// Chunk and Pause send the body in pieces of Chunk bytes with a Pause before each; all at once when Chunk is 0.
	Chunk int
	Pause time.Duration
	// Reset ends the connection without any answer.
	Reset bool
}

// Whole is the Cut of an answer that is sent as a whole.
const Whole = -1

// newAnswer makes an answer with the headers every answer of the server has.
func newAnswer(status int, mediaType string, body []byte) *Answer {
	a := &Answer{Status: status, Header: http.Header{}, Body: body, Cut: Whole}
	a.Header.Set("Cache-Control", "no-store")
	a.Header.Set("X-Content-Type-Options", "nosniff")
	if mediaType != "" {
		a.Header.Set("Content-Type", mediaType)
	}
	a.measure()
	return a
}

// measure makes Content-Length true.
func (a *Answer) measure() {
	if len(a.Body) == 0 && (a.Status == http.StatusNoContent || a.Status == http.StatusNotModified) {
		a.Header.Del("Content-Length")
		return
	}
	a.Header.Set("Content-Length", strconv.Itoa(len(a.Body)))
}

// SetBody replaces the body. Without one the answer has no Content-Type either.
func (a *Answer) SetBody(body []byte) {
	a.Body = body
	if len(body) == 0 {
		a.Header.Del("Content-Type")
	}
	a.measure()
}

// Foreign puts a body of another media type in place of the present one.
func (a *Answer) Foreign(mediaType, body string) {
	a.SetBody([]byte(body))
	a.Header.Set("Content-Type", mediaType)
}

// Clone copies the answer, so that what is kept in a memory is not changed by those who get it.
func (a *Answer) Clone() *Answer {
	c := *a
	c.Header, c.Body = a.Header.Clone(), slices.Clone(a.Body)
	return &c
}

// OK reports whether the request succeeded.
func (a *Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// JSON reads the body; nil when it is not JSON. Changes to what it returns have no effect, see [Answer.Edit].
func (a *Answer) JSON() *Node {
	if len(a.Body) == 0 {
		return nil
	}
	n, err := Parse(a.Body)
	if err != nil {
		return nil
	}
	return n
}

// Edit lets f change the JSON body. The body is written anew only when f says that it did.
func (a *Answer) Edit(f func(root *Node) bool) {
	root := a.JSON()
	if root != nil && f(root) {
		a.SetBody(root.Append(nil))
	}
}

// EachResource lets f change every resource in a successful answer: the one it holds, those of a list, those in a bulk answer.
func (a *Answer) EachResource(f func(resource *Node) bool) {
	if !a.OK() {
		return
	}
	a.Edit(func(root *Node) bool {
		changed := false
		for _, r := range Resources(root) {
			changed = f(r) || changed
		}
		return changed
	})
}

// Resources returns the resources in a body: those of a list, those in a bulk answer, or the body itself; none in an error.
func Resources(root *Node) []*Node {
	switch {
	case !root.Is(Object) || HasSchema(root, scim.MessageError):
		return nil
	case HasSchema(root, scim.MessageListResponse):
		return root.Get("Resources").List()
	case HasSchema(root, scim.MessageBulkResponse):
		var list []*Node
		for _, op := range root.Get("Operations").List() {
			list = append(list, Resources(op.Get("response"))...)
		}
		return list
	}
	return []*Node{root}
}

// HasSchema reports whether "schemas" of an object names the URN.
func HasSchema(n *Node, urn string) bool {
	return slices.ContainsFunc(n.Get("schemas").List(), func(s *Node) bool { return strings.EqualFold(s.Str(), urn) })
}

// IsList reports whether the answer is a successful ListResponse.
func (a *Answer) IsList() bool { return a.OK() && HasSchema(a.JSON(), scim.MessageListResponse) }

// Keep drops the resources of a list that f does not want and makes its counts agree.
func (a *Answer) Keep(f func(resource *Node) bool) {
	a.Edit(func(root *Node) bool {
		list := root.Get("Resources")
		if !list.Is(Array) || !HasSchema(root, scim.MessageListResponse) {
			return false
		}
		before := len(list.Items)
		list.Items = slices.DeleteFunc(list.Items, func(r *Node) bool { return !f(r) })
		gone := before - len(list.Items)
		if gone == 0 {
			return false
		}
		for _, name := range []string{"totalResults", "itemsPerPage"} {
			if n, ok := root.Get(name).Number(); ok {
				root.Set(name, Int(max(0, n-gone)))
			}
		}
		return true
	})
}
