package wire

import (
	"bytes"
	"net"
	"net/http"
)

// recorder keeps what a handler answers.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
	answer *Answer // of a defect further inside, with all it says about the connection
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= 200 { // 1xx are no answers
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

func (r *recorder) result() *Answer {
	if r.answer != nil {
		return r.answer
	}
	r.WriteHeader(http.StatusOK)
	return &Answer{Status: r.status, Header: r.header, Body: r.body.Bytes(), Cut: Whole}
}

// write sends the answer, or hands it to a defect further outside.
func (a *Answer) write(w http.ResponseWriter, x *Exchange) {
	if outer, ok := w.(*recorder); ok {
		outer.answer = a
		return
	}
	if a.Reset {
		reset(w)
	}
	h := w.Header()
	for name, values := range a.Header {
		h[name] = values
	}
	w.WriteHeader(a.Status)
	if x.Request.Method == http.MethodHead || len(a.Body) == 0 {
		return
	}
	body := a.Body
	if a.Cut >= 0 && a.Cut < len(body) {
		body = body[:a.Cut]
	}
	a.stream(w, x, body)
	if len(body) < len(a.Body) {
		// What has been written must reach the client before the connection goes.
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

// stream writes the body, in pieces when the answer says so. A failing write means that the client has gone, and there is
// nobody to tell; an ended context means the same.
func (a *Answer) stream(w http.ResponseWriter, x *Exchange, body []byte) {
	if a.Chunk <= 0 {
		_, _ = w.Write(body)
		return
	}
	control := http.NewResponseController(w)
	for len(body) > 0 {
		if err := x.Env.Sleep(x.Request.Context(), a.Pause); err != nil {
			return
		}
		n := min(a.Chunk, len(body))
		if _, err := w.Write(body[:n]); err != nil {
			return
		}
		_ = control.Flush() // a writer that cannot flush sends everything at the end
		body = body[n:]
	}
}

// reset ends the connection: with a TCP reset where the connection can be had, else by closing it. It does not return.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		raw := conn
		if c, ok := conn.(interface{ NetConn() net.Conn }); ok {
			raw = c.NetConn()
		}
		if tcp, ok := raw.(interface{ SetLinger(sec int) error }); ok {
			_ = tcp.SetLinger(0) // best effort: without it the connection ends in an orderly way
		}
		_ = conn.Close()
	}
	panic(http.ErrAbortHandler)
}
