package httpapi

import (
	"crypto/sha256"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// list answers GET /Users (RFC 7644 §3.4.2).
func (a *API) list(req *request) (response, error) {
	return a.searchBy(req, []*schema.ResourceType{req.rt})
}

// listAll answers GET on the base path: a search over all resource types (RFC 7644 §3.4.2.1).
func (a *API) listAll(req *request) (response, error) {
	return a.searchBy(req, req.profile.Registry.ResourceTypes())
}

func (a *API) searchBy(req *request, types []*schema.ResourceType) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	return a.answerQuery(req, types, q)
}

// answerQuery runs a search.
func (a *API) answerQuery(req *request, types []*schema.ResourceType, q resources.Query) (response, error) {
	if q.Cursor != nil {
		q.CursorKey = cursorKey(req.Request)
	}
	body, err := a.cfg.Resources.Search(req.Context(), req.scope, types, q)
	if err != nil {
		return response{}, err
	}
	return response{status: http.StatusOK, body: body}, nil
}

// cursorKey follows from the credentials of the request, so a cursor belongs to the token it was given to: all processes of the
// server can open it, and no other client.
func cursorKey(r *http.Request) []byte {
	_, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	sum := sha256.Sum256([]byte("cursor\x00" + strings.TrimSpace(secret)))
	return sum[:]
}

// create answers POST /Users (RFC 7644 §3.3).
func (a *API) create(req *request) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	body, err := req.body()
	if err != nil {
		return response{}, err
	}
	made, err := a.cfg.Resources.Create(req.Context(), req.scope, req.rt, body, projection(req.rt, q))
	if err != nil {
		return response{}, err
	}
	return resource(http.StatusCreated, made), nil
}
