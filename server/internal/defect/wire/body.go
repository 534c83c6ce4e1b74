package wire

import (
	"bytes"
	"io"
)

// bodyReader is what is left of a body that was too large to be read, behind what was read of it.
type bodyReader struct {
	io.Reader
	io.Closer
}

// Raw reads the body of the request; false when it is too large or did not arrive, in which case it is passed on untouched.
func (x *Exchange) Raw() ([]byte, bool) {
	if x.read {
		return x.raw, true
	}
	r := x.Request
	if r.Body == nil || r.ContentLength > maxBody {
		return nil, false
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(data) > maxBody {
		// The correct handler shall meet the same end of the body, or the same size.
		rest := io.Reader(r.Body)
		if err != nil {
			rest = failing{err}
		}
		x.own().Body = bodyReader{io.MultiReader(bytes.NewReader(data), rest), r.Body}
		return nil, false
	}
	x.read, x.raw, x.original = true, data, data
	return data, true
}

// failing is a reader that goes on failing as the body did.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// Body is the JSON body of the request; nil when there is none, or it is no JSON. After changing it in place call SetBody.
func (x *Exchange) Body() *Node {
	if x.body != nil {
		return x.body
	}
	raw, ok := x.Raw()
	if !ok || len(raw) == 0 {
		return nil
	}
	if n, err := Parse(raw); err == nil {
		x.body = n
	}
	return x.body
}

// SetBody replaces the body of the request.
func (x *Exchange) SetBody(n *Node) {
	x.read, x.raw, x.body = true, n.Append(nil), n
	x.own().Header.Del("Content-Length")
}

// SetRaw replaces the body of the request by any bytes.
func (x *Exchange) SetRaw(data []byte) {
	x.read, x.raw, x.body = true, data, nil
	x.own().Header.Del("Content-Length")
}

// Sent is the JSON body as the client sent it, whatever has become of it since; nil when there was none.
func (x *Exchange) Sent() *Node {
	if x.sent != nil {
		return x.sent
	}
	if x.Raw(); len(x.original) > 0 {
		if n, err := Parse(x.original); err == nil {
			x.sent = n
		}
	}
	return x.sent
}
