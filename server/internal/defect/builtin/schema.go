package builtin

import (
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
	"github.com/entrasim/entrasim/server/internal/filter"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// Endpoints and schemas that the faults are about.
const (
	users      = "Users"
	groups     = "Groups"
	enterprise = scim.SchemaEnterpriseUser
)

// isPatch reports whether the request is a PATCH of a resource of one of the endpoints.
func isPatch(x *wire.Exchange, endpoints ...string) bool {
	return x.On(http.MethodPatch, wire.Resource, endpoints...)
}

// isCreate reports whether the request creates a resource at one of the endpoints.
func isCreate(x *wire.Exchange, endpoints ...string) bool {
	return x.On(http.MethodPost, wire.Collection, endpoints...)
}

// isReplace reports whether the request replaces a resource of one of the endpoints.
func isReplace(x *wire.Exchange, endpoints ...string) bool {
	return x.On(http.MethodPut, wire.Resource, endpoints...)
}

// isList reports whether the request asks for a list, by URL or by search.
func isList(x *wire.Exchange, endpoints ...string) bool {
	if !x.On(http.MethodGet, wire.Collection, endpoints...) && !x.IsSearch() {
		return false
	}
	for _, e := range endpoints {
		if x.Target.Endpoint == e {
			return true
		}
	}
	return len(endpoints) == 0
}

// values calls f for every attribute that a write sets, with the value set. Complex values are taken apart. Without schema
// for the endpoint there is nothing to call it for.
func values(x *wire.Exchange, f func(a *schema.Attribute, v *wire.Node)) {
	rt := x.ResourceType()
	if rt == nil {
		return
	}
	for _, o := range x.Operations() {
		if o.Path() == "" {
			within(rt, o.Value(), f)
			continue
		}
		for _, p := range o.Targets(rt) {
			descend(p, rt, o.Value(), f)
		}
	}
	if isCreate(x) || isReplace(x) {
		within(rt, x.Body(), f)
	}
}

func within(rt *schema.ResourceType, obj *wire.Node, f func(*schema.Attribute, *wire.Node)) {
	if !obj.Is(wire.Object) {
		return
	}
	for _, m := range obj.Members {
		if p, ok := rt.Resolve(m.Name); ok {
			descend(p, rt, m.Value, f)
		}
	}
}

func descend(p schema.Path, rt *schema.ResourceType, v *wire.Node, f func(*schema.Attribute, *wire.Node)) {
	if p.Attr == nil { // the object of a schema: its members are attributes of it
		if v.Is(wire.Object) {
			for _, m := range v.Members {
				if q, ok := rt.Resolve(p.Schema.ID + ":" + m.Name); ok {
					descend(q, rt, m.Value, f)
				}
			}
		}
		return
	}
	leaf := p.Leaf()
	f(leaf, v)
	for _, item := range v.List() {
		if !item.Is(wire.Object) {
			continue
		}
		for _, m := range item.Members {
			if sub := leaf.Sub(m.Name); sub != nil {
				f(sub, m.Value)
			}
		}
	}
}

// exists reports whether the resource that a PATCH is about has an element that the filter of the path selects.
func exists(x *wire.Exchange, p filter.Path) bool {
	e := `id eq ` + wire.Text(x.Target.ID).String() + ` and ` + filter.Path{Attr: p.Attr, Filter: p.Filter}.String()
	a := x.Send(http.MethodGet, "/"+x.Target.Endpoint, "attributes=id&filter="+queryEscape(e), nil)
	n, _ := a.JSON().Get("totalResults").Number()
	return n > 0
}

// found asks for the resource of an endpoint whose attribute equals a value; nil when there is none.
func found(x *wire.Exchange, endpoint, attribute, value string) *wire.Node {
	e := attribute + " eq " + wire.Text(value).String()
	list := x.Send(http.MethodGet, "/"+endpoint, "filter="+queryEscape(e), nil).JSON().Get("Resources").List()
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// written is the value that a PATCH gives to a single-valued attribute, by path or in an object; the last one counts.
func written(x *wire.Exchange, attribute string) *wire.Node {
	var v *wire.Node
	for _, o := range x.Operations() {
		switch {
		case o.Op() == "remove":
		case strings.EqualFold(o.Path(), attribute):
			v = o.Value()
		case o.Path() == "" && o.Value().Get(attribute) != nil:
			v = o.Value().Get(attribute)
		}
	}
	return v
}

// isEmpty reports whether a value stands for no value: null, "", [], and objects with nothing but such.
func isEmpty(v *wire.Node) bool {
	switch {
	case v == nil || v.Kind == wire.Null:
		return true
	case v.Kind == wire.String:
		return v.Text == ""
	case v.Kind == wire.Array:
		return len(v.Items) == 0
	case v.Kind == wire.Object:
		for _, m := range v.Members {
			if !isEmpty(m.Value) {
				return false
			}
		}
		return true
	}
	return false
}
