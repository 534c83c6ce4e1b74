package ledger

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
)

// Ledger passes requests on and remembers what was acknowledged. The zero Ledger uses http.DefaultTransport.
type Ledger struct {
	Next http.RoundTripper

	mu      sync.Mutex
	created map[string]string          // "Users/<id>" → userName or displayName
	members map[string]map[string]bool // "Groups/<id>" → ids whose addition was acknowledged
	writes  int
	left    int // acknowledged writes until strike is called; 0 and less: never
	strike  func()
}

// After calls strike once, in the n-th acknowledged write from now, before the client learns of it. Only the last call counts.
func (l *Ledger) After(n int, strike func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left, l.strike = n, strike
}

// Disarm takes After back and reports whether it had not struck.
func (l *Ledger) Disarm() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	pending := l.left > 0
	l.left = 0
	return pending
}

// Writes is the number of acknowledged writes.
func (l *Ledger) Writes() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.writes
}

// RoundTrip implements http.RoundTripper.
func (l *Ledger) RoundTrip(req *http.Request) (*http.Response, error) {
	var sent []byte
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		if sent, err = io.ReadAll(body); err != nil {
			return nil, err
		}
	}
	next := l.Next
	if next == nil {
		next = http.DefaultTransport
	}
	res, err := next.RoundTrip(req)
	if err != nil || req.Method == http.MethodGet || res.StatusCode >= http.StatusMultipleChoices {
		return res, err
	}
	body, err := io.ReadAll(res.Body)
	if cerr := res.Body.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, err // not acknowledged: the answer did not arrive whole
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	l.note(req, sent, body)
	return res, nil
}

func (l *Ledger) note(req *http.Request, sent, answer []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.created == nil {
		l.created, l.members = map[string]string{}, map[string]map[string]bool{}
	}
	switch req.Method {
	case http.MethodPost:
		var made resource
		if json.Unmarshal(answer, &made) == nil && made.ID != "" {
			key := path.Base(req.URL.Path) + "/" + made.ID
			l.created[key] = made.name()
			var sentMembers resource
			if json.Unmarshal(sent, &sentMembers) == nil {
				l.addMembers(key, sentMembers.Members)
			}
		}
	case http.MethodPatch:
		dir, id := path.Split(req.URL.Path)
		l.addMembers(path.Base(dir)+"/"+id, added(sent))
	}
	l.writes++
	if l.left--; l.left == 0 {
		l.strike()
	}
}

func (l *Ledger) addMembers(key string, members []member) {
	for _, m := range members {
		if l.members[key] == nil {
			l.members[key] = map[string]bool{}
		}
		l.members[key][m.Value] = true
	}
}

type member struct{ Value string }

// resource is what the ledger looks at in a user or a group.
type resource struct {
	ID, UserName, DisplayName string
	Members                   []member
}

// name is a user's userName or a group's displayName.
func (r resource) name() string {
	if r.UserName != "" {
		return r.UserName
	}
	return r.DisplayName
}

// added lists the members that a PATCH of Entra's adds.
func added(body []byte) (members []member) {
	var patch struct {
		Operations []struct {
			Op, Path string
			Value    json.RawMessage
		}
	}
	if json.Unmarshal(body, &patch) != nil {
		return nil
	}
	for _, op := range patch.Operations {
		var values []member
		if op.Path == "members" && strings.EqualFold(op.Op, "add") && json.Unmarshal(op.Value, &values) == nil {
			members = append(members, values...)
		}
	}
	return members
}
