package httpapi

import (
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// readQuery decodes a query string, once, in the form encoding (Q14: + is a blank). Unlike net/url it takes a semicolon for
// data, as in a filter on "a;b", and refuses a broken escape instead of dropping the parameter: a filter that got lost would
// select everybody.
func readQuery(raw string) (resources.Query, error) {
	r := queryReader{resources.Query{Count: -1}}
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		if strings.ContainsAny(name, "%+") {
			plain, err := url.QueryUnescape(name)
			if err != nil {
				continue // no name of ours
			}
			name = plain
		}
		switch name {
		case "filter", "attributes", "excludedAttributes", "startIndex", "count", "sortBy", "sortOrder", "cursor":
		default:
			continue
		}
		value, err := url.QueryUnescape(value)
		if err != nil {
			return r.Query, scim.BadRequest(keyword(name), "query parameter %s has a broken percent-escape; write %% as %%25", name)
		}
		if err := r.set(name, value); err != nil {
			return r.Query, err
		}
	}
	return r.Query, nil
}

func keyword(name string) string {
	switch name {
	case "filter":
		return scim.InvalidFilter
	case "cursor":
		return "invalidCursor"
	}
	return scim.InvalidValue
}

// queryReader collects the parameters of a search, from a URL or a SearchRequest.
type queryReader struct{ resources.Query }

func (r *queryReader) set(name, value string) (err error) {
	switch name {
	case "filter":
		switch {
		case r.Filter != "":
			return scim.BadRequest(scim.InvalidFilter, "there are two filters; combine them with and")
		case strings.TrimSpace(value) == "":
			return scim.BadRequest(scim.InvalidFilter, "the filter is empty; leave the parameter out to list everything")
		}
		r.Filter = value
	case "attributes":
		r.Attributes = append(r.Attributes, value)
	case "excludedAttributes":
		r.Excluded = append(r.Excluded, value)
	case "sortBy":
		r.SortBy = strings.TrimSpace(value)
	case "sortOrder":
		if value = strings.TrimSpace(value); value != "" {
			return r.SetOrder(value)
		}
	case "cursor":
		r.Cursor = &value
	case "startIndex":
		r.StartIndex, err = whole(name, value, 1)
	case "count":
		n, err := whole(name, value, -1)
		if err != nil {
			return err
		}
		r.setCount(n, strings.TrimSpace(value) == "")
	}
	return err
}

// setCount takes a count; a negative one is 0 (RFC 7644 §3.4.2.4).
func (r *queryReader) setCount(n int, absent bool) {
	if r.Count = n; n < 0 && !absent {
		r.Count = 0
	}
}

// whole reads an integer; one too large for the machine is as good as the largest.
func whole(name, value string, empty int) (int, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return empty, nil
	}
	n, err := strconv.ParseInt(value, 10, 32)
	switch {
	case err == nil:
		return int(n), nil
	case errors.Is(err, strconv.ErrRange) && strings.HasPrefix(value, "-"):
		return math.MinInt32, nil
	case errors.Is(err, strconv.ErrRange):
		return math.MaxInt32, nil
	}
	return 0, scim.BadRequest(scim.InvalidValue, "query parameter %s must be a whole number", name)
}

// projection is what the client wants to see.
func projection(rt *schema.ResourceType, q resources.Query) *schema.Projection {
	if q.Attributes == nil && q.Excluded == nil {
		return nil
	}
	return rt.Projection(q.Attributes, q.Excluded)
}
