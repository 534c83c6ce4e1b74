package harness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
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
// one JSON object with a sign of SCIM that is not a 404 will do, from a filter, from /ServiceProviderConfig or from a plain
// list, so that a defective endpoint gets its report. Where the operator gave a client in place of a token, one is obtained.
func (s *Session) Reach(ctx context.Context) error {
	if err := s.Authenticate(ctx); err != nil {
		return err
	}
	var first, refused error
	for _, probe := range []struct{ path, query string }{
		{"/Users", "filter=" + url.QueryEscape(firstOf(s.cfg.Matching, "userName")+` eq "`+GUID(s.cfg.Seed, "reach")+`"`)},
		{"/ServiceProviderConfig", ""},
		{"/Users", "startIndex=1&count=1"},
	} {
		resp, body, err := s.ask(ctx, http.MethodGet, probe.path, probe.query)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrUnreachable, maskedError{s.redact.text(transportText(err)), err})
		}
		status := resp.StatusCode
		switch {
		case status == http.StatusUnauthorized:
			return fmt.Errorf("%w: GET %s answered %s", ErrRefused, probe.path, statusText(status))
		case status == http.StatusForbidden:
			refused = fmt.Errorf("%w: GET %s answered %s", ErrRefused, probe.path, statusText(status))
			continue
		}
		var doc map[string]any
		isJSON := decode(body, &doc)
		if isJSON && status != http.StatusNotFound && signOfSCIM(doc) {
			return nil
		}
		if first == nil {
			first = fmt.Errorf("%w: GET %s answered %s with %s", ErrNotSCIM, probe.path, statusText(status), s.redact.text(insteadOfSCIM(resp, body)))
		}
	}
	return cmpError(first, refused)
}

func cmpError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// maskedError has the text of one error, masked, and the nature of another.
type maskedError struct {
	text  string
	cause error
}

func (e maskedError) Error() string { return e.text }
func (e maskedError) Unwrap() error { return e.cause }

// signOfSCIM tells whether an object has anything of a SCIM message, however defective.
func signOfSCIM(doc map[string]any) bool {
	schemas, _ := member(doc, "schemas").([]any)
	for _, v := range schemas {
		if urn, ok := v.(string); ok && strings.Contains(strings.ToLower(urn), "scim") {
			return true
		}
	}
	signs := []string{"resources", "totalresults", "itemsperpage", "scimtype", "patch", "authenticationschemes", "username"}
	for name := range doc {
		if slices.Contains(signs, strings.ToLower(name)) {
			return true
		}
	}
	return false
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
	var late interface{ Timeout() bool }
	if errors.As(err, &late) && late.Timeout() {
		return "no whole answer in time (" + err.Error() + ")"
	}
	return err.Error()
}

// insteadOfSCIM says what came, in a few words.
func insteadOfSCIM(resp *http.Response, body []byte) string {
	what := kindOf(body)
	if strings.HasPrefix(what, "JSON") {
		what += " that is no SCIM message"
	}
	if to := resp.Header.Get("Location"); to != "" && resp.StatusCode/100 == 3 {
		if u, err := url.Parse(to); err == nil {
			u.RawQuery, u.Fragment, u.User = "", "", nil // what a login page is handed is nobody's business
			what += ", and leads to " + u.String()
		}
	}
	return what
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
