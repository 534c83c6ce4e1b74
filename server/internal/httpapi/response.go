package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// response is an answer in the making.
type response struct {
	status   int
	body     []byte
	location string
	content  string // Content-Location
	etag     string
	extra    map[string]string
	through  func(http.ResponseWriter, *response) // set instead of all else: writes the answer and notes what it was
}

// resource answers with a resource; a nil body makes it 204.
func resource(status int, a resources.Answer) response {
	if a.Body == nil {
		status = http.StatusNoContent
	}
	return response{status: status, body: a.Body, location: a.Location, etag: a.ETag}
}

// Header values that never change; net/http does not modify them.
var (
	mediaType = []string{scim.MediaType + "; charset=utf-8"}
	noStore   = []string{"no-store"}
	noSniff   = []string{"nosniff"}
)

func (res *response) write(w http.ResponseWriter, method string) {
	h := w.Header()
	h["Cache-Control"] = noStore
	h["X-Content-Type-Options"] = noSniff
	set := func(name, value string) {
		if value != "" {
			h[name] = []string{value}
		}
	}
	set("Location", res.location)
	set("Content-Location", res.content)
	set("Etag", res.etag)
	for name, value := range res.extra {
		h.Set(name, value)
	}
	if res.body != nil {
		h["Content-Type"] = mediaType
		h["Content-Length"] = []string{strconv.Itoa(len(res.body))}
	}
	w.WriteHeader(res.status)
	if res.body != nil && method != http.MethodHead {
		// A failing write means that the client has gone; there is nobody to tell.
		_, _ = w.Write(res.body)
	}
}

// failure turns an error into its answer, always a SCIM error except for 304.
func (a *API) failure(req *request, err error) response {
	var (
		own    *scim.Error
		method *methodError
		busy   *busyError
		scope  *scopeError
		body   *brokenBody
		res    response
	)
	switch {
	case errors.As(err, &method):
		own, res.extra = method.answer, map[string]string{"Allow": method.allow}
	case errors.As(err, &busy):
		own, res.extra = busy.answer, map[string]string{"Retry-After": strconv.Itoa(busy.seconds)}
	case errors.As(err, &scope):
		own, res.extra = scope.answer, map[string]string{"Www-Authenticate": scopeChallenge}
	case errors.As(err, &own):
	case errors.As(err, &body) && errors.Is(body.cause, os.ErrDeadlineExceeded):
		own, res.extra = scim.Errorf(http.StatusRequestTimeout, "the request did not arrive in time; send it faster, or in smaller pieces"), map[string]string{"Connection": "close"}
	case errors.As(err, &body):
		own = scim.BadRequest(scim.InvalidSyntax, "the request body did not arrive as a whole")
	case errors.Is(err, store.ErrClosed):
		own, res.extra = scim.Errorf(http.StatusServiceUnavailable, "the server is shutting down; try again"), map[string]string{"Retry-After": "1"}
	case errors.Is(err, store.ErrUnavailable):
		own, res.extra = scim.Errorf(http.StatusServiceUnavailable, "the database cannot be reached at the moment; try again"), map[string]string{"Retry-After": "1"}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		own = scim.Errorf(http.StatusServiceUnavailable, "the request was given up before it was done")
	default:
		a.cfg.Logger.Error("request failed", slog.String("method", req.Method), slog.String("endpoint", req.label), slog.Any("error", err))
		own = internalError().(*scim.Error)
	}
	if own.Status == http.StatusUnauthorized {
		res.extra = map[string]string{"Www-Authenticate": challengeTo(req.Header["Authorization"])}
	}
	if own.Status == http.StatusRequestEntityTooLarge {
		// What follows on this connection is the rest of a body nobody will read.
		res.extra = map[string]string{"Connection": "close"}
	}
	res.status, res.body = own.Status, own.AppendJSON(nil)
	return res
}
