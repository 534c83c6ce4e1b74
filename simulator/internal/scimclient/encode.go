package scimclient

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// encoded is a request in Entra's bytes, short of the headers.
type encoded struct {
	method string
	target string // path and query relative to the base
	body   []byte // nil for requests without body
}

// encode gives a request its method, target and body (wire §1.1).
func (c *Client) encode(r Request) (encoded, error) {
	path, query, err := c.pathAndQuery(r)
	if err != nil {
		return encoded{}, err
	}
	out := encoded{method: http.MethodGet, target: c.tenant.target(path, query, c.dials.ForwardFlag())}
	switch r.Kind {
	case KindCreate:
		body, err := c.createBody(r)
		if err != nil {
			return encoded{}, err
		}
		out.method, out.body = http.MethodPost, body.appendTo(nil)
	case KindUpdate:
		body, err := c.patchBody(r)
		if err != nil {
			return encoded{}, err
		}
		out.method, out.body = http.MethodPatch, body.appendTo(nil)
	case KindDelete:
		out.method = http.MethodDelete
	}
	return out, nil
}

func (c *Client) pathAndQuery(r Request) (path, query string, err error) {
	if r.Kind == KindDiscovery {
		return "/ServiceProviderConfig", "", nil
	}
	if r.Kind == KindProbeUsers {
		r.Resource = Users
	}
	if r.Kind == KindProbeGroups {
		r.Resource = Groups
	}
	if r.Resource != Users && r.Resource != Groups {
		return "", "", fmt.Errorf("resource %q is neither Users nor Groups", r.Resource)
	}
	path = "/" + string(r.Resource)
	switch r.Kind {
	case KindProbeUsers, KindProbeGroups, KindMatch:
		query, err = c.matchQuery(r)
	case KindReferenceCheck:
		query, err = c.referenceQuery(r)
	case KindAccounts:
		query = fmt.Sprintf("startIndex=%d&count=%d", r.Start, r.Count)
	case KindRead, KindUpdate, KindDelete:
		if r.ID == "" {
			return "", "", errors.New("the target id is empty")
		}
		path += "/" + url.PathEscape(r.ID)
		if r.Kind == KindRead && r.Resource == Groups {
			query = excludeMembers
		}
	case KindCreate:
	default:
		return "", "", fmt.Errorf("unknown kind %q", r.Kind)
	}
	return path, query, err
}

// excludeMembers stands in front of the filter on every group lookup (wire §2.3, quirks Q12).
const excludeMembers = "excludedAttributes=members"

// matchQuery is the query of R1, R2, R3 and R9.
func (c *Client) matchQuery(r Request) (string, error) {
	if r.Match.IsZero() {
		return "", errors.New("no matching attribute is given")
	}
	q := "filter=" + c.escape(filterTerm(r.Match.String(), r.Value))
	if r.Resource == Groups {
		return excludeMembers + "&" + q, nil
	}
	return q, nil
}

// referenceQuery is the query of R7 and R14. The attribute stands in it without its schema URN, as Microsoft prints it.
func (c *Client) referenceQuery(r Request) (string, error) {
	switch {
	case r.ID == "":
		return "", errors.New("the target id is empty")
	case r.Match.IsZero():
		return "", errors.New("no reference attribute is given")
	}
	q := "filter=" + c.escape(filterTerm("id", r.ID)+" and "+filterTerm(r.Match.Attr, r.Value))
	if r.Resource == Groups && c.dials.ReferenceCheckMembers() != dial.MembersCheckID {
		return q + "&" + excludeMembers, nil
	}
	return q + "&attributes=id", nil
}

// filterTerm is one comparison. The value is a JSON string (quirks Q63).
func filterTerm(attribute, value string) string {
	return string(appendString([]byte(attribute+" eq "), value))
}

// escape writes a filter as form data: blanks as +, everything but letters, digits and -_.~ as %XX in upper case
// (wire §2.3, quirks Q14, Q63).
func (c *Client) escape(filter string) string {
	s := url.QueryEscape(filter)
	if c.dials.LiteralApostrophe() {
		s = strings.ReplaceAll(s, "%27", "'")
	}
	return s
}
