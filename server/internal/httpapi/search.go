package httpapi

import (
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// search answers POST /.search, over all resource types, and POST /Users/.search (RFC 7644 §3.4.3).
func (a *API) search(req *request) (response, error) {
	body, err := req.body()
	if err != nil {
		return response{}, err
	}
	r, err := readSearch(body)
	if err != nil {
		return response{}, err
	}
	types := req.profile.Registry.ResourceTypes()
	if req.rt != nil {
		types = []*schema.ResourceType{req.rt}
	}
	return a.answerQuery(req, types, r.Query)
}

// readSearch reads a SearchRequest. Its members mean what the parameters of the same name mean; others are ignored.
func readSearch(body scim.Object) (*queryReader, error) {
	if err := checkMessage(body, scim.MessageSearchRequest); err != nil {
		return nil, err
	}
	r := &queryReader{}
	r.Count = -1
	for _, name := range []string{"attributes", "excludedAttributes"} {
		list, err := stringsOf(body, name)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			if err := r.set(name, v); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range []string{"filter", "sortBy", "sortOrder", "cursor"} {
		switch v := member(body, name).(type) {
		case nil:
		case string:
			if err := r.set(name, v); err != nil {
				return nil, err
			}
		default:
			return nil, scim.BadRequest(keyword(name), "%s must be a string, not %s", name, scim.KindOf(v))
		}
	}
	for _, name := range []string{"startIndex", "count"} {
		n, ok, err := wholeOf(body, name)
		switch {
		case err != nil:
			return nil, err
		case !ok:
		case name == "count":
			r.setCount(n, false)
		default:
			r.StartIndex = n
		}
	}
	return r, nil
}

// member returns the member of a message with the given name in any letter case, or nil.
func member(body scim.Object, name string) any {
	if v, ok := body[name]; ok {
		return v
	}
	for k, v := range body {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return nil
}

// checkMessage demands the URN that says what a message is.
func checkMessage(body scim.Object, urn string) error {
	list, _ := member(body, "schemas").([]any)
	for _, e := range list {
		if s, ok := e.(string); ok && strings.EqualFold(s, urn) {
			return nil
		}
	}
	return scim.BadRequest(scim.InvalidSyntax, "schemas must contain %q", urn)
}

// stringsOf reads an array of strings; a single string is taken for an array of one.
func stringsOf(body scim.Object, name string) ([]string, error) {
	switch v := member(body, name).(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []any:
		out := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, scim.BadRequest(scim.InvalidValue, "%s must be an array of strings, but holds %s", name, scim.KindOf(e))
			}
			out[i] = s
		}
		return out, nil
	default:
		return nil, scim.BadRequest(scim.InvalidValue, "%s must be an array of strings, not %s", name, scim.KindOf(v))
	}
}

// wholeOf reads an integer; one that is out of range is as good as the largest or smallest.
func wholeOf(body scim.Object, name string) (n int, ok bool, err error) {
	const most = 1 << 31
	switch v := member(body, name).(type) {
	case nil:
		return 0, false, nil
	case int64:
		return int(min(max(v, -most), most-1)), true, nil
	case float64:
		if v == float64(int64(min(max(v, -most), most-1))) || v >= most || v <= -most {
			return int(min(max(v, -most), most-1)), true, nil
		}
	}
	return 0, false, scim.BadRequest(scim.InvalidValue, "%s must be a whole number", name)
}
