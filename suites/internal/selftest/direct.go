package selftest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"syscall"
)

// directURL is the base of targets that are called and not connected to.
const directURL = "http://127.0.0.1"

// direct calls a handler in place of sending to it: no socket, no second goroutine, the same exchange. What takes a connection
// apart (http.ErrAbortHandler) becomes the error that a client would see. It is safe for concurrent use.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	in := incoming(r)
	w := &writer{header: http.Header{}}
	aborted := d.serve(w, in)
	if r.Body != nil {
		_ = r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if aborted && !w.flushed {
		return nil, &url.Error{Op: r.Method, URL: r.URL.String(), Err: syscall.ECONNRESET}
	}
	return w.response(r, aborted), nil
}

// incoming is a request as a server reads it from the wire.
func incoming(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	in.RequestURI, in.RemoteAddr, in.Proto, in.ProtoMajor, in.ProtoMinor = r.URL.RequestURI(), "127.0.0.1:1", "HTTP/1.1", 1, 1
	if parsed, err := url.ParseRequestURI(in.RequestURI); err == nil {
		in.URL = parsed
	}
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if _, set := in.Header["User-Agent"]; !set {
		in.Header.Set("User-Agent", "Go-http-client/1.1")
	} else if in.Header.Get("User-Agent") == "" {
		in.Header.Del("User-Agent")
	}
	return in
}

// serve runs the handler and tells whether it took the connection apart.
func (d direct) serve(w http.ResponseWriter, r *http.Request) (aborted bool) {
	defer func() {
		switch v := recover(); {
		case v == nil:
		default:
			if err, ok := v.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
				panic(v)
			}
			aborted = true
		}
	}()
	d.handler.ServeHTTP(w, r)
	return false
}

// writer keeps what a handler answers.
type writer struct {
	mu      sync.Mutex
	header  http.Header
	status  int
	sent    http.Header // as it was when the status was written
	body    bytes.Buffer
	flushed bool
}

func (w *writer) Header() http.Header { return w.header }

func (w *writer) WriteHeader(status int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin(status)
}

func (w *writer) begin(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status, w.sent = status, w.header.Clone()
	}
}

func (w *writer) Write(data []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin(http.StatusOK)
	if w.status == http.StatusNoContent || w.status == http.StatusNotModified {
		return 0, http.ErrBodyNotAllowed
	}
	return w.body.Write(data)
}

// Flush makes what was written so far count even when the connection goes.
func (w *writer) Flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.begin(http.StatusOK)
	w.flushed = true
}

// response is the answer as a client reads it. The caller holds the lock.
func (w *writer) response(r *http.Request, aborted bool) *http.Response {
	w.begin(http.StatusOK)
	body := w.body.Bytes()
	if r.Method == http.MethodHead {
		body = nil
	}
	header := w.sent
	if header.Get("Content-Type") == "" && len(body) > 0 {
		header.Set("Content-Type", http.DetectContentType(body))
	}
	resp := &http.Response{
		StatusCode: w.status, Status: http.StatusText(w.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, ContentLength: int64(len(body)), Request: r, Body: io.NopCloser(bytes.NewReader(body)),
	}
	if aborted {
		resp.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), broken{}))
	}
	return resp
}

// broken is the rest of a body whose connection went.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
