package httpapi

import (
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// query holds the query parameters that mean something here.
type query struct {
	filter     string
	filtered   bool // there is a filter, even an empty one
	startIndex int
	count      int // -1: not given
	attributes []string
	excluded   []string
}

// readQuery decodes a query string, once, in the form encoding (Q14: + is a blank). Unlike net/url it takes a semicolon for
// data, as in a filter on "a;b", and refuses a broken escape instead of dropping the parameter: a filter that got lost would
// select everybody.
func readQuery(raw string) (query, error) {
	q := query{startIndex: 1, count: -1}
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
		case "filter", "attributes", "excludedAttributes", "startIndex", "count":
		default:
			continue
		}
		value, err := url.QueryUnescape(value)
		if err != nil {
			return q, scim.BadRequest(keyword(name), "query parameter %s has a broken percent-escape; write %% as %%25", name)
		}
		if err := q.set(name, value); err != nil {
			return q, err
		}
	}
	return q, nil
}

func keyword(name string) string {
	if name == "filter" {
		return scim.InvalidFilter
	}
	return scim.InvalidValue
}

func (q *query) set(name, value string) (err error) {
	switch name {
	case "filter":
		switch {
		case q.filtered:
			return scim.BadRequest(scim.InvalidFilter, "there are two filters; combine them with and")
		case strings.TrimSpace(value) == "":
			return scim.BadRequest(scim.InvalidFilter, "the filter is empty; leave the parameter out to list everything")
		}
		q.filter, q.filtered = value, true
	case "attributes":
		q.attributes = append(q.attributes, value)
	case "excludedAttributes":
		q.excluded = append(q.excluded, value)
	case "startIndex":
		q.startIndex, err = whole(name, value, 1)
	case "count":
		if q.count, err = whole(name, value, -1); q.count < -1 || q.count == -1 && value != "" {
			q.count = 0 // RFC 7644 §3.4.2.4: a negative count is 0
		}
	}
	return err
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
func (q *query) projection(rt *schema.ResourceType) *schema.Projection {
	if q.attributes == nil && q.excluded == nil {
		return nil
	}
	return rt.Projection(q.attributes, q.excluded)
}
