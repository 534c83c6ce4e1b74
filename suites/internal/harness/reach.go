package harness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// ErrUnreachable says that nothing answered; ErrRefused that the target does not take the token; ErrNotSCIM that something
// answered that is no SCIM endpoint. Nothing can be judged in any of these cases.
var (
	ErrUnreachable = errors.New("the target cannot be reached")
	ErrRefused     = errors.New("the target refuses the token")
	ErrNotSCIM     = errors.New("no SCIM endpoint answers there")
)

// Reach makes sure that there is something to judge, before a run writes a report full of the same error. It is tolerant:
// one JSON object that is not a 404 will do, from a filter, from /ServiceProviderConfig or from a plain list, so that a
// defective endpoint gets its report.
func (s *Session) Reach(ctx context.Context) error {
	var first error
	for _, probe := range []struct{ path, query string }{
		{"/Users", "filter=" + url.QueryEscape(`userName eq "`+GUID(s.cfg.Seed, "reach")+`"`)},
		{"/ServiceProviderConfig", ""},
		{"/Users", "startIndex=1&count=1"},
	} {
		status, body, err := s.plain(ctx, http.MethodGet, probe.path, probe.query)
		if err != nil {
			return fmt.Errorf("%w: %s", ErrUnreachable, s.redact.text(transportText(err)))
		}
		if status == http.StatusUnauthorized || status == http.StatusForbidden {
			return fmt.Errorf("%w: GET %s answered %s", ErrRefused, probe.path, statusText(status))
		}
		var doc map[string]any
		if decode(body, &doc) && status != http.StatusNotFound {
			return nil
		}
		if first == nil {
			first = fmt.Errorf("%w: GET %s answered %s with %s", ErrNotSCIM, probe.path, statusText(status), kindOf(body))
		}
	}
	return first
}

// transportText drops the method and URL that net/http puts in front: the caller names the target.
func transportText(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return "no answer in time (" + u.Err.Error() + ")"
		}
		return u.Err.Error()
	}
	return err.Error()
}

func kindOf(body []byte) string {
	text := strings.TrimSpace(string(body))
	switch {
	case text == "":
		return "no body"
	case strings.HasPrefix(text, "<"):
		return "HTML or XML"
	case strings.HasPrefix(text, "{"):
		return "JSON"
	default:
		return "something that is not a JSON object"
	}
}
