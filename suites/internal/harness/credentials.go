package harness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
)

// renewBefore is how long before its end a token is replaced, so that none ends on its way; one of a short life at half of it.
const renewBefore = 20 * time.Second

// credentials are what the run authenticates with: the operator's token, or one that is obtained by client credentials and
// renewed when it ends.
type credentials struct {
	mu    sync.Mutex
	token string
	fixed bool      // it is the operator's
	renew time.Time // when the next is due; zero: nobody said
}

// issued keeps a token.
func (c *credentials) issued(token string, life time.Duration) {
	c.token, c.renew = token, time.Time{}
	if life > 0 {
		c.renew = time.Now().Add(life - min(renewBefore, life/2))
	}
}

// token is the token to send now.
func (s *Session) token(ctx context.Context) string {
	c := &s.credentials
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fixed || s.cfg.OAuth == nil || c.token != "" && (c.renew.IsZero() || time.Now().Before(c.renew)) {
		return c.token
	}
	token, life, err := s.obtain(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.noteOnce("the token could not be renewed: " + s.redact.text(err.Error()))
		}
		return c.token // the target's 401 says the rest
	}
	s.redact.add(token)
	c.issued(token, life)
	return c.token
}

// Authenticate obtains a token when the operator gave a client in place of one.
func (s *Session) Authenticate(ctx context.Context) error {
	if s.credentials.fixed || s.cfg.OAuth == nil {
		return nil
	}
	token, life, err := s.obtain(ctx)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrNoToken, s.redact.text(err.Error()))
	}
	s.redact.add(token)
	s.credentials.mu.Lock()
	defer s.credentials.mu.Unlock()
	s.credentials.issued(token, life)
	return nil
}

// ErrNoToken says that the authorisation server issued none.
var ErrNoToken = errors.New("no token was issued")

// obtain asks the authorisation server for a token (RFC 6749 §4.4).
func (s *Session) obtain(ctx context.Context) (token string, life time.Duration, err error) {
	form, header := s.cfg.OAuth.grant(s.cfg.OAuth.Secret)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.cfg.OAuth.TokenURL, strings.NewReader(form))
	if err != nil {
		return "", 0, fmt.Errorf("make request: %w", err)
	}
	for name, values := range header {
		if values != nil {
			req.Header[name] = values
		}
	}
	resp, err := s.clientOver(s.cfg.Transport).Do(req)
	if err != nil {
		return "", 0, errors.New(transportText(err))
	}
	body, err := readAnswer(resp.Body)
	if err != nil {
		return "", 0, err
	}
	var doc struct {
		Token       string  `json:"access_token"`
		Life        float64 `json:"expires_in"`
		Error       string  `json:"error"`
		Description string  `json:"error_description"`
	}
	_ = json.Unmarshal(body, &doc) // what is no JSON has no token
	if resp.StatusCode != http.StatusOK || doc.Token == "" {
		return "", 0, fmt.Errorf("the token endpoint answered %s with %s", statusText(resp.StatusCode),
			strings.TrimSpace(firstOf(strings.TrimSpace(doc.Error+" "+doc.Description), kindOf(body))))
	}
	return doc.Token, time.Duration(doc.Life * float64(time.Second)), nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// grant is the request for a token: its form and its headers.
func (c *OAuthClient) grant(secret string) (form string, header http.Header) {
	values := url.Values{"grant_type": {"client_credentials"}}
	if c.Scope != "" {
		values.Set("scope", c.Scope)
	}
	header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Accept": {"application/json"}, "Authorization": nil}
	if c.SecretInBody {
		values.Set("client_id", c.ID)
		values.Set("client_secret", secret)
	} else {
		basic := http.Request{Header: http.Header{}}
		basic.SetBasicAuth(url.QueryEscape(c.ID), url.QueryEscape(secret)) // RFC 6749 §2.3.1: encoded first
		header["Authorization"] = basic.Header["Authorization"]
	}
	return values.Encode(), header
}
