package builtin

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

func queryEscape(s string) string { return url.QueryEscape(s) }

// memberIDs are the members that an operation adds or removes by id; false when it does something else to them, or nothing.
func memberIDs(o wire.Operation) ([]string, bool) {
	v := o.Value()
	switch {
	case strings.EqualFold(o.Path(), "members"):
	case o.Path() == "" && v.Get("members") != nil:
		v = v.Get("members")
	default:
		p, ok := o.Parsed()
		if !ok || !strings.EqualFold(p.Attr, "members") || p.Filter == nil {
			return nil, false
		}
		pairs := wire.Pairs(p.Filter)
		if len(pairs) != 1 || !strings.EqualFold(pairs[0].Path, "value") {
			return nil, false
		}
		return []string{pairs[0].Value.Text}, true
	}
	var ids []string
	for _, item := range v.List() {
		if id := item.Get("value").Str(); id != "" {
			ids = append(ids, id)
		} else if item.Str() != "" {
			ids = append(ids, item.Str())
		}
	}
	return ids, len(ids) > 0
}

// members asks for the ids of the members of the group that the request is about.
func members(x *wire.Exchange) []string {
	a := x.Send(http.MethodGet, x.Path(), "attributes=members", nil)
	var ids []string
	for _, m := range a.JSON().Get("members").List() {
		ids = append(ids, m.Get("value").Str())
	}
	return ids
}

// memberList is the JSON form of members.
func memberList(ids []string) *wire.Node {
	list := wire.List()
	for _, id := range ids {
		list.Items = append(list.Items, wire.Map("value", wire.Text(id)))
	}
	return list
}
