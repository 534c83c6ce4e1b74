package harness

import (
	"net/http"
	"strings"
)

// CreateBy is Create for a request of the check's own making: with parameters, headers or a body as bytes. Path, and Body where
// it is Attrs, say what is created; name is what the resource can be found by should the answer be lost ("" when it has no name).
func (t *T) CreateBy(r Request, name string) *Answer {
	key := t.plan(r.Path, name)
	r.Method = http.MethodPost
	answer := t.Send(r)
	t.settleLedger(key, answer)
	return answer
}

// CreateTogether sends creates at the same time and returns the answers in the order of the bodies.
func (t *T) CreateTogether(collection string, bodies ...Attrs) []*Answer {
	requests := make([]Request, len(bodies))
	keys := make([]int, len(bodies))
	for i, body := range bodies {
		name, _ := body[nameOf(collection)].(string)
		keys[i] = t.plan(collection, name)
		requests[i] = Request{Method: http.MethodPost, Path: collection, Body: body}
	}
	answers := t.Together(requests...)
	for i, answer := range answers {
		t.settleLedger(keys[i], answer)
	}
	return answers
}

// nameOf is the attribute by which the resources of a collection can be found.
func nameOf(collection string) string {
	if strings.HasPrefix(collection, "/Groups") {
		return "displayName"
	}
	return "userName"
}

func (t *T) plan(collection, name string) int {
	return t.Own(strings.TrimPrefix(collection, "/"), nameOf(collection), name)
}

// settleLedger notes what became of a create.
func (t *T) settleLedger(key int, answer *Answer) {
	switch id := answer.PeekID(); {
	case id != "":
		t.session.cfg.Ledger.Created(key, id)
	case answer.Status() >= http.StatusBadRequest && answer.Status() < http.StatusInternalServerError:
		t.session.cfg.Ledger.Done(key) // refused: there is nothing to clean up
	}
}
