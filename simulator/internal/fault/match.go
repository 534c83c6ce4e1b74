package fault

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// Match says which requests a fault is about. What is empty does not matter.
type Match struct {
	Kinds      []scimclient.Kind // what the request is for: one of these
	Method     string
	Endpoint   string // Users or Groups
	Containing string // part of path, query (decoded) or body
	From, To   int    // of the requests that match otherwise, counted from 1; To 0 means without end
}

func (m Match) check() error {
	if m.From < 0 || m.To < 0 || m.To > 0 && m.To < m.From {
		return fmt.Errorf("requests %d to %d cannot be counted; count from 1", m.From, m.To)
	}
	return nil
}

// matches reports whether a request is one that counts. The body is read and put back.
func (m Match) matches(r *http.Request) (bool, error) {
	if m.Method != "" && m.Method != r.Method || !m.ofKind(scimclient.KindOf(r.Context())) || !m.at(r.URL.Path) {
		return false, nil
	}
	if m.Containing == "" {
		return true, nil
	}
	query, err := url.QueryUnescape(r.URL.RawQuery)
	if err != nil {
		query = r.URL.RawQuery
	}
	if strings.Contains(r.URL.Path+"?"+query, m.Containing) || r.Body == nil {
		return strings.Contains(r.URL.Path+"?"+query, m.Containing), nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return false, fmt.Errorf("read request: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return bytes.Contains(body, []byte(m.Containing)), nil
}

func (m Match) ofKind(k scimclient.Kind) bool {
	for _, wanted := range m.Kinds {
		if wanted == k {
			return true
		}
	}
	return len(m.Kinds) == 0
}

func (m Match) at(path string) bool {
	return m.Endpoint == "" || strings.HasSuffix(path, "/"+m.Endpoint) || strings.Contains(path, "/"+m.Endpoint+"/")
}

// inForce reports whether the n-th matching request falls to the fault.
func (m Match) inForce(n int) bool { return n >= m.From && (m.To == 0 || n <= m.To) }
