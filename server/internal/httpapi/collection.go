package httpapi

import (
	"net/http"

	"github.com/entrasim/entrasim/server/internal/resources"
)

// list answers GET /Users (RFC 7644 §3.4.2).
func (a *API) list(req *request) (response, error) {
	q, err := readQuery(req.URL.RawQuery)
	if err != nil {
		return response{}, err
	}
	body, err := a.cfg.Resources.List(req.Context(), req.scope, req.rt, resources.Query{
		Filter: q.filter, StartIndex: q.startIndex, Count: q.count, Projection: q.projection(req.rt),
	})
	if err != nil {
		return response{}, err
	}
	return response{status: http.StatusOK, body: body}, nil
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
	made, err := a.cfg.Resources.Create(req.Context(), req.scope, req.rt, body, q.projection(req.rt))
	if err != nil {
		return response{}, err
	}
	return resource(http.StatusCreated, made), nil
}
