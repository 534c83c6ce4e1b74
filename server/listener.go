package server

import (
	"bytes"
	"crypto/tls"
	"net"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// Listener wraps the listener of the SCIM port. What is not HTTP at all never reaches Handler: net/http itself answers it, in
// plain text. The wrapped listener puts a SCIM error in its place, so that a client sees one form of error whatever it sends.
//
// TLS connections pass through unchanged: net/http knows them by their type and needs it for Request.TLS, so what is not HTTP
// inside TLS is answered in plain text.
func (s *Server) Listener(l net.Listener) net.Listener { return scimListener{l} }

type scimListener struct{ net.Listener }

func (l scimListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if _, secure := c.(*tls.Conn); secure {
		return c, nil
	}
	return &scimConn{Conn: c}, nil
}

type scimConn struct{ net.Conn }

// rejection is how net/http begins the answers it writes before there is a request. Handlers' answers go through a buffered
// writer with their headers in another order, so they never look like this.
var rejection = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")

var statusLine = []byte("HTTP/1.1 ")

func (c *scimConn) Write(p []byte) (int, error) {
	head, text, found := bytes.Cut(p, rejection)
	if !found || !bytes.HasPrefix(head, statusLine) || len(head) < len(statusLine)+3 || bytes.IndexByte(head, '\n') >= 0 {
		return c.Conn.Write(p)
	}
	status, err := strconv.Atoi(string(head[len(statusLine):][:3]))
	if err != nil {
		return c.Conn.Write(p)
	}
	body := scim.Errorf(status, "the request is not HTTP as RFC 9112 has it: %s", text).AppendJSON(nil)
	answer := append(bytes.Clone(head), "\r\nContent-Type: "+scim.MediaType+"; charset=utf-8\r\nConnection: close\r\nContent-Length: "...)
	answer = strconv.AppendInt(answer, int64(len(body)), 10)
	answer = append(append(answer, "\r\n\r\n"...), body...)
	if _, err := c.Conn.Write(answer); err != nil {
		return 0, err
	}
	return len(p), nil
}
