package httpapi

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
)

// get answers GET /Users/{id} (RFC 7644 §3.4.1).
func (a *API) get(req *request) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	got, err := a.cfg.Resources.Get(req.Context(), req.scope, req.rt, req.id, req.precondition(), projection(req.rt, q))
	if errors.Is(err, resources.ErrNotModified) {
		return response{status: http.StatusNotModified, etag: got.ETag, content: got.Location}, nil
	}
	if err != nil {
		return response{}, err
	}
	res := resource(http.StatusOK, got)
	res.content = got.Location
	return res, nil
}

// replace answers PUT /Users/{id} (RFC 7644 §3.5.1).
func (a *API) replace(req *request) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	body, err := req.body()
	if err != nil {
		return response{}, err
	}
	got, err := a.cfg.Resources.Replace(req.Context(), req.scope, req.rt, req.id, body, req.precondition(), projection(req.rt, q))
	if err != nil {
		return response{}, err
	}
	return resource(http.StatusOK, got), nil
}

// patch answers PATCH /Users/{id} (RFC 7644 §3.5.2): in mood entra a user with 200, a group with 204 unless attributes are asked
// for. A group would come with all its members, which Entra neither needs nor wants (Q15, AAD-029).
func (a *API) patch(req *request) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	body, err := req.body()
	if err != nil {
		return response{}, err
	}
	quiet := q.Attributes == nil && isQuiet(req.scope.Mode, req.rt)
	got, err := a.cfg.Resources.Patch(req.Context(), req.scope, req.rt, req.id, body, req.precondition(), projection(req.rt, q), quiet)
	if err != nil {
		return response{}, err
	}
	if q.Attributes == nil && req.scope.Mode.AwkwardPatching && coin(req.scope.Mode.Seed, got.ID+got.ETag) {
		got.Body = nil
	}
	return resource(http.StatusOK, got), nil
}

// isQuiet reports whether a PATCH is answered with 204 unless attributes are asked for (switch patch-answer).
func isQuiet(mode schema.Mode, rt *schema.ResourceType) bool {
	return mode.AnswerByType && rt.Name == store.TypeGroup
}

// coin decides by a seed and a text.
func coin(seed uint64, text string) bool {
	h := fnv.New64a()
	_, _ = h.Write(binary.BigEndian.AppendUint64(nil, seed)) // never fails, says its documentation
	_, _ = io.WriteString(h, text)
	return h.Sum64()>>32&1 == 1
}

// delete answers DELETE /Users/{id} (RFC 7644 §3.6).
func (a *API) delete(req *request) (response, error) {
	if err := a.cfg.Resources.Delete(req.Context(), req.scope, req.rt, req.id, req.precondition()); err != nil {
		return response{}, err
	}
	return response{status: http.StatusNoContent}, nil
}
