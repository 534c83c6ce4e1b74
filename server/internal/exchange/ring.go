package exchange

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// MaxBody is how much of a request or response body is kept.
const MaxBody = 8 << 10

// Field is one header line.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Record is an exchange as handed in; the ring copies what it keeps.
type Record struct {
	At             time.Time
	Duration       time.Duration
	Organisation   string // "" when the request was not authenticated
	Provider       string
	Token          string // id of the token
	Method         string
	Target         string // request target as sent
	Status         int
	RequestHeader  http.Header
	RequestBody    []byte
	ResponseHeader http.Header
	ResponseBody   []byte
}

// Ring keeps the most recent exchanges. A nil Ring keeps nothing.
type Ring struct {
	mu    sync.Mutex
	slots []slot
	next  int64 // sequence number of the next record, from 1
}

type slot struct {
	seq                  int64
	at                   time.Time
	duration             time.Duration
	org, provider, token string
	method, target       string
	status               int
	reqHeader, resHeader []Field
	reqBody, resBody     []byte
	reqLength, resLength int
}

// NewRing returns a ring of n slots, or nil when n is not positive.
func NewRing(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return &Ring{slots: make([]slot, n), next: 1}
}

// Add records one exchange in the place of the oldest.
func (r *Ring) Add(rec Record) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &r.slots[(r.next-1)%int64(len(r.slots))]
	s.seq = r.next
	r.next++
	s.at, s.duration = rec.At, rec.Duration
	s.org, s.provider, s.token = rec.Organisation, rec.Provider, rec.Token
	s.method, s.target, s.status = rec.Method, clip(rec.Target), rec.Status
	s.reqHeader = appendHeader(s.reqHeader[:0], rec.RequestHeader)
	s.resHeader = appendHeader(s.resHeader[:0], rec.ResponseHeader)
	s.reqBody, s.reqLength = append(s.reqBody[:0], rec.RequestBody[:min(len(rec.RequestBody), MaxBody)]...), len(rec.RequestBody)
	s.resBody, s.resLength = append(s.resBody[:0], rec.ResponseBody[:min(len(rec.ResponseBody), MaxBody)]...), len(rec.ResponseBody)
}

func clip(s string) string {
	if len(s) > MaxBody {
		return strings.Clone(s[:MaxBody])
	}
	return s
}

// maxFields bounds the header lines kept of one message.
const maxFields = 64

func appendHeader(dst []Field, h http.Header) []Field {
	for name, values := range h {
		for _, v := range values {
			if len(dst) == maxFields {
				return dst
			}
			switch name {
			case "Authorization", "Cookie", "Proxy-Authorization":
				v = "***"
			}
			dst = append(dst, Field{name, clip(v)})
		}
	}
	return dst
}

// Recent returns up to limit exchanges, newest first: those of one organisation, or all when org is "".
func (r *Ring) Recent(org string, limit int) []Exchange {
	out := []Exchange{}
	if r == nil {
		return out
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for seq := r.next - 1; seq > 0 && seq > r.next-1-int64(len(r.slots)) && len(out) < limit; seq-- {
		s := &r.slots[(seq-1)%int64(len(r.slots))]
		if org == "" || s.org == org {
			out = append(out, s.export())
		}
	}
	return out
}

func (s *slot) export() Exchange {
	return Exchange{
		Sequence: s.seq, At: s.at.UTC(), Milliseconds: float64(s.duration.Microseconds()) / 1000,
		Organisation: s.org, Provider: s.provider, Token: s.token,
		Request: Message{
			Method: s.method, Target: maskTarget(s.target), Header: sorted(s.reqHeader), Body: maskBody(s.reqBody),
			Length: s.reqLength, Truncated: s.reqLength > len(s.reqBody),
		},
		Response: Message{
			Status: s.status, Header: sorted(s.resHeader), Body: maskBody(s.resBody),
			Length: s.resLength, Truncated: s.resLength > len(s.resBody),
		},
	}
}

func sorted(fields []Field) []Field {
	out := append([]Field{}, fields...)
	slices.SortStableFunc(out, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
	return out
}
