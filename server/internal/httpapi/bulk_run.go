package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// bulkRun is a bulk request under way.
type bulkRun struct {
	api          *API
	req          *request
	ops          []*bulkOp
	created      map[string]*bulkOp // the POST that declares a bulkId
	failOnErrors int                // 0: go on whatever happens
	errors       int
	late         func() error // fails when no further operation may begin
}

// until sets the time at which no further operation begins: half of what the listener gives for answering. Otherwise a client
// whose operations take long would never learn what was done. The operation under way is left to end.
func (b *bulkRun) until() (release func()) {
	l, ok := b.req.Context().Value(http.ServerContextKey).(*http.Server)
	if !ok || l.WriteTimeout <= 0 {
		b.late = func() error { return nil }
		return func() {}
	}
	ctx, release := context.WithTimeout(context.Background(), l.WriteTimeout/2)
	b.late = ctx.Err
	return release
}

var errLate = scim.Errorf(http.StatusServiceUnavailable, "the bulk request took too long before this operation, which was not begun; send it again, with fewer others")

// errEnough ends a run after failOnErrors errors.
var errEnough = errors.New("as many operations failed as the client accepts")

// run processes the operations in the order of the request, except that what an operation refers to is created before it
// (§3.7: "MAY elect to optimize the sequence").
func (b *bulkRun) run() error {
	err := b.inOrder(b.process)
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// process runs operations that refer to each other in a circle, usually a single one.
func (b *bulkRun) process(group []*bulkOp) error {
	if err := b.req.Context().Err(); err != nil {
		return err
	}
	switch {
	case b.late() != nil:
		for _, op := range group {
			b.fail(op, errLate)
		}
	case len(group) > 1 || refersTo(group[0], group[0]):
		b.together(group)
	default:
		b.single(group[0])
	}
	for _, op := range group {
		op.done = true
		if op.failed() {
			b.errors++
		}
	}
	if b.failOnErrors > 0 && b.errors >= b.failOnErrors {
		return errEnough
	}
	return nil
}

// single runs one operation.
func (b *bulkRun) single(op *bulkOp) {
	ids, err := b.ids(op)
	if err != nil {
		b.fail(op, err)
		return
	}
	svc, ctx, sc, rt := b.api.cfg.Resources, b.req.Context(), b.req.scope, op.target.rt
	id := replaceReferences(op.target.id, func(ref string) (string, bool) { return ids[ref], true })
	op.target.id = id
	pre := resources.Precondition{IfMatch: op.ver}
	data, _ := resolved(op.data, ids).(scim.Object)
	onlyID := rt.Projection([]string{"id"}, nil)
	var a resources.Answer
	status := http.StatusOK
	switch op.method {
	case http.MethodPost:
		status = http.StatusCreated
		a, err = svc.Create(ctx, sc, rt, data, onlyID)
	case http.MethodPut:
		a, err = svc.Replace(ctx, sc, rt, id, data, pre, onlyID)
	case http.MethodPatch:
		if isQuiet(sc.Mode, rt) {
			status = http.StatusNoContent
		}
		a, err = svc.Patch(ctx, sc, rt, id, data, pre, nil, true)
	case http.MethodDelete:
		status = http.StatusNoContent
		err = svc.Delete(ctx, sc, rt, id, pre)
	}
	if err != nil {
		b.fail(op, err)
		return
	}
	if a.Location == "" { // of what was deleted
		a.Location = sc.Location(rt, id)
	}
	op.succeed(status, a)
}

func (op *bulkOp) succeed(status int, a resources.Answer) {
	op.status, op.id, op.location, op.version = status, a.ID, a.Location, a.ETag
}

// ids returns the ids of what op refers to. It fails if op cannot be run.
func (b *bulkRun) ids(op *bulkOp) (map[string]string, error) {
	if op.fault != nil {
		return nil, op.fault
	}
	var ids map[string]string
	for _, ref := range op.refs {
		made := b.created[ref]
		if made.failed() {
			return nil, unresolved(ref)
		}
		if made.done {
			if ids == nil {
				ids = map[string]string{}
			}
			ids[ref] = made.id
		}
	}
	return ids, nil
}

func unresolved(ref string) error {
	return scim.Errorf(http.StatusConflict, "the operation refers to bulkId %s, whose resource could not be created", scim.Quote(ref))
}

// together creates resources that refer to each other in a circle (§3.7.1), all of them or none.
func (b *bulkRun) together(group []*bulkOp) {
	list := make([]resources.Creation, len(group))
	for i, op := range group {
		ids, err := b.ids(op)
		if err != nil {
			b.failAll(group, op, err)
			return
		}
		data, _ := resolved(op.data, ids).(scim.Object)
		list[i] = resources.Creation{Name: op.bulkID, Type: op.target.rt, Body: data}
	}
	resolve := func(obj scim.Object, ids map[string]string) scim.Object {
		out, _ := resolved(obj, ids).(scim.Object)
		return out
	}
	made, fault, err := b.api.cfg.Resources.CreateTogether(b.req.Context(), b.req.scope, list, resolve)
	if err != nil {
		if resources.IsCycle(err) {
			err = scim.Errorf(http.StatusConflict, "the groups of the request would contain each other in a circle (RFC 7644 §3.7.1)")
		}
		b.failAll(group, group[fault], err)
		return
	}
	for i, op := range group {
		op.succeed(http.StatusCreated, made[i])
	}
}

// failAll fails a circle because of one of its operations.
func (b *bulkRun) failAll(group []*bulkOp, culprit *bulkOp, err error) {
	for _, op := range group {
		switch {
		case op == culprit:
			b.fail(op, err)
		case op.fault != nil:
			b.fail(op, op.fault)
		default:
			b.fail(op, unresolved(culprit.bulkID))
		}
	}
}

// fail notes the answer that the operation alone would have had.
func (b *bulkRun) fail(op *bulkOp, err error) {
	res := b.api.failure(b.req, err)
	op.status, op.response = res.status, res.body
	if op.method != http.MethodPost && op.path != "" {
		op.location = b.req.scope.Base + "/" + trimSlash(op.path)
		if op.target.rt != nil && op.target.id != "" {
			op.location = b.req.scope.Location(op.target.rt, op.target.id)
		}
	}
}

func trimSlash(path string) string {
	for path != "" && path[0] == '/' {
		path = path[1:]
	}
	return path
}

// response is the BulkResponse.
func (b *bulkRun) response() []byte {
	dst := append(make([]byte, 0, 256+200*len(b.ops)), `{"schemas":["`+scim.MessageBulkResponse+`"],"Operations":[`...)
	first := true
	for _, op := range b.ops {
		if !op.done {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(dst, `{"method":`...)
		dst = scim.AppendString(dst, op.method)
		for _, m := range []struct{ key, value string }{{`,"bulkId":`, op.bulkID}, {`,"version":`, op.version}, {`,"location":`, op.location}} {
			if m.value != "" {
				dst = append(dst, m.key...)
				dst = scim.AppendString(dst, m.value)
			}
		}
		dst = append(dst, `,"status":"`...)
		dst = strconv.AppendInt(dst, int64(op.status), 10)
		dst = append(dst, '"')
		if op.response != nil {
			dst = append(dst, `,"response":`...)
			dst = append(dst, op.response...)
		}
		dst = append(dst, '}')
	}
	return append(dst, "]}"...)
}
