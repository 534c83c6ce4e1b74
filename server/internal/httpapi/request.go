package httpapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/tenant"
)

// request is a request on its way through the API.
type request struct {
	*http.Request
	api       *API
	label     string // endpoint, for metrics
	principal tenant.Principal
	profile   *resources.Profile
	scope     resources.Scope
	inside    bool // behind the profile's Wrap: authenticated and admitted already
	admitted  bool
	rt        *schema.ResourceType
	id        string // of /name/{id}
	raw       []byte // body as read
	buffer    *bytes.Buffer
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keepBuffer is the largest buffer worth keeping for the next request.
const keepBuffer = 64 << 10

func (req *request) release() {
	if req.buffer != nil && req.buffer.Cap() <= keepBuffer {
		buffers.Put(req.buffer)
	}
}

// body reads and decodes the JSON object in the body.
func (req *request) body() (scim.Object, error) {
	if err := checkContentType(req.Header, req.scope.Mode.UnlabelledBody); err != nil {
		return nil, err
	}
	limit := req.maxBody()
	if req.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	req.buffer = buffers.Get().(*bytes.Buffer)
	req.buffer.Reset()
	if n := req.ContentLength; n > 0 {
		req.buffer.Grow(int(n) + bytes.MinRead)
	}
	n, err := req.buffer.ReadFrom(io.LimitReader(req.Body, limit+1))
	req.raw = req.buffer.Bytes()
	if err != nil {
		return nil, &brokenBody{err}
	}
	if n > limit {
		req.raw = nil
		return nil, tooLarge(limit)
	}
	return scim.Decode(req.raw, scim.Limits{})
}

// maxBody is the largest body that this request may have.
func (req *request) maxBody() int64 {
	if own := req.profile.Limits.Body; own > 0 {
		return own
	}
	return req.api.cfg.MaxBody
}

func tooLarge(limit int64) error {
	return scim.TooLarge("the request body is larger than %d bytes; send less at a time", limit)
}

// brokenBody is a body that ended too early or is not framed as HTTP wants it: the client's fault, or its connection's.
type brokenBody struct{ cause error }

func (e *brokenBody) Error() string { return fmt.Sprintf("read body: %v", e.cause) }

// checkContentType accepts the two JSON types with any parameters, and where the mood allows it no label at all.
func checkContentType(h http.Header, unlabelled bool) error {
	if e := h.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return scim.Errorf(http.StatusUnsupportedMediaType, "Content-Encoding %s is not supported; send the body as it is", clip(e))
	}
	ct := h.Get("Content-Type")
	switch ct {
	case "":
		if unlabelled {
			return nil
		}
		return scim.Errorf(http.StatusUnsupportedMediaType, "Content-Type is missing; use %s", scim.MediaType)
	case scim.MediaType, scim.MediaType + "; charset=utf-8", scim.MediaTypeJSON:
		return nil
	}
	mt, params, err := mime.ParseMediaType(ct)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || mt != scim.MediaType && mt != scim.MediaTypeJSON {
		return scim.Errorf(http.StatusUnsupportedMediaType, "Content-Type %q is not supported; use %s", clip(ct), scim.MediaType)
	}
	if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") && !strings.EqualFold(c, "utf8") && !strings.EqualFold(c, "us-ascii") {
		return scim.Errorf(http.StatusUnsupportedMediaType, "charset %q is not supported; JSON is UTF-8 (RFC 8259 §8.1)", clip(c))
	}
	return nil
}

// checkAccept refuses an Accept that rules out every JSON type (switch accept).
func checkAccept(accept string) error {
	if strings.TrimSpace(accept) == "" {
		return nil
	}
	for _, part := range strings.Split(accept, ",") {
		mt, params, err := mime.ParseMediaType(part)
		if err != nil || strings.Trim(params["q"], "0.") == "" && params["q"] != "" {
			continue
		}
		switch mt {
		case scim.MediaType, scim.MediaTypeJSON, "application/*", "*/*":
			return nil
		}
	}
	return scim.Errorf(http.StatusNotAcceptable, "answers are %s, which Accept rules out", scim.MediaType)
}

// precondition is what the request demands of the current version.
func (req *request) precondition() resources.Precondition {
	return resources.Precondition{
		IfMatch: strings.Join(req.Header["If-Match"], ","), IfNoneMatch: strings.Join(req.Header["If-None-Match"], ","),
	}
}
