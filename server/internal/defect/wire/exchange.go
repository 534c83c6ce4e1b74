package wire

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// maxBody is the largest request body that is read; larger ones are none of a defect's business.
const maxBody = 4 << 20

// Exchange is a request between client and correct handler. It belongs to one goroutine.
type Exchange struct {
	Env     Env
	Target  Target
	Request *http.Request // with the changes made so far; use the methods to change it

	next     http.Handler
	read     bool
	original []byte // body as the client sent it, when read
	raw      []byte // body as it now is
	body     *Node  // the same; nil: not read, or not JSON
	sent     *Node  // original, when asked for
	copied   bool   // header and URL are no longer the client's
}

// Handler is the work of a defect: it returns the answer to give, or nil to pass the request on as it now is.
type Handler func(x *Exchange) *Answer

// Wrapper puts a defect around a correct handler.
type Wrapper func(next http.Handler, env Env) http.Handler

// Each is a Wrapper for a defect that treats every request alike.
func Each(h Handler) Wrapper {
	return Remembering(func(Env) Handler { return h })
}

// Remembering is a Wrapper for a defect with a memory: build is called once per compiled chain, which is once per
// organisation, and what it returns must be safe for concurrent use.
func Remembering(build func(env Env) Handler) Wrapper {
	return func(next http.Handler, env Env) http.Handler {
		h := build(env)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			x := &Exchange{Env: env, Target: targetOf(r.URL, env.BasePath), Request: r, next: next}
			if a := h(x); a != nil {
				a.write(w, x)
				return
			}
			next.ServeHTTP(w, x.rewound())
		})
	}
}

// own makes the request one that may be changed.
func (x *Exchange) own() *http.Request {
	if !x.copied {
		x.copied = true
		x.Request = x.Request.Clone(x.Request.Context())
	}
	return x.Request
}

// rewound is the request with its body to be read from the start.
func (x *Exchange) rewound() *http.Request {
	if !x.read {
		return x.Request
	}
	r := x.own().WithContext(x.Request.Context())
	r.Body = io.NopCloser(bytes.NewReader(x.raw))
	r.ContentLength = int64(len(x.raw))
	return r
}

// Context is the context of the request.
func (x *Exchange) Context() context.Context { return x.Request.Context() }

// Call asks the correct handler for its answer to the request as it now is. It may be called again.
func (x *Exchange) Call() *Answer {
	x.Raw()
	return x.ask(x.rewound())
}

func (x *Exchange) ask(r *http.Request) *Answer {
	rec := &recorder{header: http.Header{}}
	x.next.ServeHTTP(rec, r)
	return rec.result()
}

// Send asks the correct handler something else, with the credentials of the request. path is below the base, escaped; a nil
// body is none.
func (x *Exchange) Send(method, path, query string, body *Node) *Answer {
	r := x.Request.Clone(x.Request.Context())
	r.Method = method
	r.URL = &url.URL{Scheme: x.Request.URL.Scheme, Host: x.Request.URL.Host, RawQuery: query}
	r.URL.Path, r.URL.RawPath = x.Env.BasePath+path, ""
	if u, err := url.Parse(x.Env.BasePath + path); err == nil {
		r.URL.Path, r.URL.RawPath = u.Path, u.RawPath
	}
	r.RequestURI = r.URL.RequestURI()
	for _, name := range []string{"If-Match", "If-None-Match", "Content-Length", "Content-Type", "Transfer-Encoding"} {
		r.Header.Del(name)
	}
	r.TransferEncoding = nil
	r.Body, r.ContentLength = http.NoBody, 0
	if body != nil {
		text := body.Append(nil)
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
		r.Header.Set("Content-Type", scim.MediaType)
	}
	return x.ask(r)
}

// Path is the escaped path below the base of the resource or collection the request is about, without a trailing slash.
func (x *Exchange) Path() string {
	p := ""
	for _, segment := range append([]string{x.Target.Endpoint, x.Target.ID}, x.Target.Rest...) {
		if segment != "" {
			p += "/" + url.PathEscape(segment)
		}
	}
	return p
}

// Current asks for the resource that the request is about, as it is now.
func (x *Exchange) Current() *Answer { return x.Send(http.MethodGet, x.Path(), "", nil) }

// Unchanged is what a PATCH answers that changes nothing: a user with 200, a group with 204, and 404 when there is none.
func (x *Exchange) Unchanged() *Answer {
	a := x.Current()
	a.Header.Del("Content-Location")
	if a.OK() && x.Target.Endpoint == "Groups" {
		a.Status = http.StatusNoContent
		a.SetBody(nil)
	}
	return a
}

// Refuse makes a SCIM error; scimType may be empty.
func (x *Exchange) Refuse(status int, scimType, detail string) *Answer {
	return Error(status, scimType, detail)
}

// Error makes a SCIM error; scimType may be empty.
func Error(status int, scimType, detail string) *Answer {
	e := scim.Error{Status: status, ScimType: scimType, Detail: detail}
	return newAnswer(status, scim.MediaType+"; charset=utf-8", e.AppendJSON(nil))
}

// Reply makes an answer with a body of any media type; both may be empty.
func Reply(status int, mediaType, body string) *Answer {
	return newAnswer(status, mediaType, []byte(body))
}

// Is reports whether the request has one of the methods.
func (x *Exchange) Is(methods ...string) bool {
	for _, m := range methods {
		if x.Request.Method == m {
			return true
		}
	}
	return false
}

// On reports whether the request has the method and is about the place below one of the endpoints, any when none is given.
func (x *Exchange) On(method string, place Place, endpoints ...string) bool {
	if x.Request.Method != method || x.Target.Place() != place {
		return false
	}
	for _, e := range endpoints {
		if x.Target.Endpoint == e {
			return true
		}
	}
	return len(endpoints) == 0
}

// ResourceType is the resource type behind the endpoint, one of RFC 7643, or nil.
func (x *Exchange) ResourceType() *schema.ResourceType {
	for _, rt := range schema.Core().ResourceTypes() {
		if rt.Endpoint == "/"+x.Target.Endpoint {
			return rt
		}
	}
	return nil
}

// SetHeader changes a header of the request; an empty value takes it out.
func (x *Exchange) SetHeader(name, value string) {
	h := x.own().Header
	if value == "" {
		h.Del(name)
		return
	}
	h.Set(name, value)
}

// SetMethod changes the method.
func (x *Exchange) SetMethod(method string) { x.own().Method = method }

// SetPath leads the request somewhere else below the base; path is escaped.
func (x *Exchange) SetPath(path string) {
	r := x.own()
	if u, err := url.Parse(x.Env.BasePath + path); err == nil {
		r.URL.Path, r.URL.RawPath = u.Path, u.RawPath
	}
	x.Target = targetOf(r.URL, x.Env.BasePath)
}
