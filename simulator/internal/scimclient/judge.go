package scimclient

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// judge reads an answer as Entra does: only the status steers (wire §12), and a 2xx must be what the request asked for.
func (c *Client) judge(r Request, ex Exchange, in answer) (Response, *Failure) {
	resp := Response{Status: in.status, RetryAfter: retryAfter(in.header, ex.Started)}
	if in.status < 200 || in.status > 299 {
		f := statusFailure(r, ex, in)
		f.RetryAfter = resp.RetryAfter
		return resp, f
	}
	if r.Kind == KindDelete {
		return resp, nil
	}
	if in.over {
		return resp, unreadable(r, ex, fmt.Sprintf("the answer is longer than %d bytes", c.dials.ResponseLimit()))
	}
	if r.Kind == KindUpdate && len(strings.TrimSpace(string(in.body))) == 0 {
		if in.status == http.StatusOK {
			resp.Tolerated = append(resp.Tolerated, "200 without a body; an empty answer is 204")
		}
		return resp, nil
	}
	tree, tolerated, err := readJSON(in.body)
	resp.Tolerated = append(resp.Tolerated, tolerated...)
	if err != nil {
		return resp, unreadable(r, ex, notJSON(in, err))
	}
	resp.Tolerated = append(resp.Tolerated, mediaType(in.header)...)
	reader := reader{request: r, dials: c.dials}
	var problem *misfit
	switch r.Kind {
	case KindProbeUsers, KindProbeGroups, KindMatch, KindReferenceCheck, KindAccounts:
		resp.List, problem = reader.list(tree)
	case KindDiscovery:
		problem = reader.document(tree)
	default:
		resp.Resource, problem = reader.single(tree)
	}
	resp.Tolerated = append(resp.Tolerated, reader.tolerated...)
	if problem != nil {
		resp.List, resp.Resource = nil, nil
		if problem.several {
			return resp, severalResources(r, ex, problem.text)
		}
		return resp, unreadable(r, ex, problem.text)
	}
	return resp, nil
}

// retryAfter reads seconds or a date. A date is measured from the server's own Date, so that it means the same on a
// virtual clock; now stands in where that is missing.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" { // as nearly always; the server's date need not be read then
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	if s, err := strconv.Atoi(v); err == nil && s > 0 && s < 1<<31 {
		return time.Duration(s) * time.Second
	}
	if at, err := http.ParseTime(v); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// mediaType notes what Entra tolerates and the validator does not (quirks Q27).
func mediaType(h http.Header) []string {
	v := h.Get("Content-Type")
	name, _, _ := strings.Cut(v, ";")
	if strings.EqualFold(strings.TrimSpace(name), "application/scim+json") {
		return nil
	}
	if v == "" {
		v = "no media type"
	}
	return []string{"the media type is " + v + " instead of application/scim+json"}
}

// notJSON says what the body is instead.
func notJSON(in answer, err error) string {
	switch {
	case len(strings.TrimSpace(string(in.body))) == 0:
		return "the answer has no body"
	case isHTML(in):
		return "the answer is an HTML page"
	default:
		return "the answer is not JSON: " + err.Error()
	}
}

func isHTML(in answer) bool {
	if strings.Contains(strings.ToLower(in.header.Get("Content-Type")), "html") {
		return true
	}
	head := strings.ToLower(strings.TrimSpace(string(in.body[:min(len(in.body), 64)])))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}
