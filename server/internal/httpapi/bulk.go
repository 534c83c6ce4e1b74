package httpapi

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// bulk answers POST /Bulk (RFC 7644 §3.7). Every operation is a request of its own, atomic and with the status it would have
// had alone; only operations that refer to each other in a circle are one. The answer has the operations that were processed,
// in the order of the request, without the bodies of those that succeeded, which §3.7 leaves to the server.
func (a *API) bulk(req *request) (response, error) {
	lim := a.cfg.Resources.LimitsOf(req.scope)
	if most := req.maxBody(); req.ContentLength > most {
		return response{}, bulkTooLarge(most)
	}
	body, err := req.body()
	if err != nil {
		if e, ok := err.(*scim.Error); ok && e.Status == http.StatusRequestEntityTooLarge {
			return response{}, bulkTooLarge(req.maxBody())
		}
		return response{}, err
	}
	ops, failOnErrors, err := readBulk(body, lim.BulkOperations)
	if err != nil {
		return response{}, err
	}
	b := &bulkRun{api: a, req: req, ops: ops, created: map[string]*bulkOp{}, failOnErrors: failOnErrors}
	release := b.until()
	defer release()
	b.check()
	if err := b.run(); err != nil {
		return response{}, err
	}
	return response{status: http.StatusOK, body: b.response()}, nil
}

func bulkTooLarge(limit int64) error {
	return scim.TooLarge("the bulk request is larger than maxPayloadSize (%d bytes); send it in several requests", limit)
}

// bulkOp is one operation on its way from request to result.
type bulkOp struct {
	method string
	bulkID string
	ver    string
	path   string
	data   scim.Object

	target bulkTarget
	refs   []string // bulkIds that data and path refer to
	fault  error    // what is wrong with the operation itself

	done     bool // processed, with the result below
	id       string
	location string
	version  string
	status   int
	response []byte
}

func (op *bulkOp) failed() bool { return op.status >= http.StatusBadRequest }

// readBulk reads a BulkRequest. What is wrong with the request as a whole is an error; what is wrong with one operation is a
// fault of that operation.
func readBulk(body scim.Object, most int) (ops []*bulkOp, failOnErrors int, err error) {
	if err := checkMessage(body, scim.MessageBulkRequest); err != nil {
		return nil, 0, err
	}
	n, given, err := wholeOf(body, "failOnErrors")
	if err != nil || given && n < 1 {
		return nil, 0, scim.BadRequest(scim.InvalidValue, "failOnErrors must be a whole number of at least 1")
	}
	list, ok := member(body, "Operations").([]any)
	if !ok || len(list) == 0 {
		return nil, 0, scim.BadRequest(scim.InvalidSyntax, "Operations is missing; it must be an array with one operation at least")
	}
	if len(list) > most {
		return nil, 0, scim.TooLarge("the bulk request has more operations (%d) than maxOperations (%d); send it in several requests", len(list), most)
	}
	for i, e := range list {
		obj, ok := e.(scim.Object)
		if !ok {
			return nil, 0, scim.BadRequest(scim.InvalidSyntax, "operation %d must be an object, not %s", i+1, scim.KindOf(e))
		}
		ops = append(ops, readBulkOp(obj))
	}
	return ops, n, nil
}

func readBulkOp(obj scim.Object) *bulkOp {
	op := &bulkOp{}
	text := func(name string) string {
		switch v := member(obj, name).(type) {
		case nil:
		case string:
			return v
		default:
			op.blame(scim.InvalidValue, "%s must be a string, not %s", name, scim.KindOf(v))
		}
		return ""
	}
	op.method, op.bulkID, op.ver, op.path = strings.ToUpper(text("method")), text("bulkId"), text("version"), text("path")
	switch data := member(obj, "data").(type) {
	case nil:
	case scim.Object:
		op.data = data
	default:
		op.blame(scim.InvalidSyntax, "data must be an object, not %s", scim.KindOf(data))
	}
	return op
}

// blame notes the first thing that is wrong with the operation.
func (op *bulkOp) blame(scimType, format string, args ...any) {
	if op.fault == nil {
		op.fault = scim.BadRequest(scimType, format, args...)
	}
}
