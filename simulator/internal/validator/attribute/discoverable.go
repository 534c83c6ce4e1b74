package attribute

import (
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// Names is what the gallery's workflow makes of /Schemas: the names that a mapping may use (wire §5).
type Names struct {
	User, Group []string
	Schemas     int  // schema definitions found
	GroupSchema bool // the Group schema is among them
	References  []string
}

// Discoverable flattens /Schemas as the gallery's workflow does. It is coarser than [Discovered]: every sub-attribute
// counts, an extension is flattened one level deep, whatever schema is neither User nor Group counts as an extension of
// users, and attributes of type reference are passed over, profileUrl among them; References lists those.
func Discoverable(document any) Names {
	o, _ := document.(resource.Object)
	var n Names
	for _, e := range o.List("Resources") {
		s, ok := e.(resource.Object)
		if !ok {
			continue
		}
		n.Schemas++
		id := s.Text("id")
		n.GroupSchema = n.GroupSchema || id == resource.URNGroup
		for _, e := range s.List("attributes") {
			a, _ := e.(resource.Object)
			switch id {
			case resource.URNUser:
				n.User = append(n.User, n.core(a)...)
			case resource.URNGroup:
				n.Group = append(n.Group, n.core(a)...)
			default:
				n.User = append(n.User, id+":"+a.Text("name"))
			}
		}
	}
	return n
}

func (n *Names) core(a resource.Object) []string {
	name := a.Text("name")
	var subs []string
	var canonical []any
	for _, e := range a.List("subAttributes") {
		sub, _ := e.(resource.Object)
		switch t := sub.Text("type"); {
		case flag(a, "multiValued"):
			subs = append(subs, sub.Text("name"))
		case t != "complex" && t != "reference":
			subs = append(subs, sub.Text("name"))
		}
		if sub.Text("name") == "type" {
			canonical = sub.List("canonicalValues")
		}
	}
	without := func(names ...string) []string {
		return slices.DeleteFunc(slices.Clone(subs), func(s string) bool { return slices.Contains(names, s) })
	}
	var list []string
	add := func(prefix string, subs []string) {
		for _, s := range subs {
			list = append(list, prefix+s)
		}
	}
	switch {
	case name == "manager" || name == "members":
		return []string{name}
	case a.Text("type") == "complex" && flag(a, "multiValued") && len(canonical) > 0:
		for _, c := range canonical {
			s, _ := c.(string)
			add(name+`[type eq "`+s+`"].`, without("type", "primary"))
		}
	case a.Text("type") == "complex" && flag(a, "multiValued"):
		add(name+`[primary eq "True"].`, without("primary"))
	case a.Text("type") == "complex":
		add(name+".", subs)
	case a.Text("type") == "reference":
		n.References = append(n.References, name)
	default:
		return []string{name}
	}
	return list
}

// Has reports whether a name is among those of /Schemas. Letter case does not matter, nor how the literal true is
// written: wire §5 and the workflow differ in that.
func Has(names []string, a Attribute) bool {
	want := literal(a.Path)
	return slices.ContainsFunc(names, func(n string) bool {
		p, err := mapping.ParseTargetPath(n)
		return err == nil && strings.EqualFold(literal(p), want)
	})
}

func literal(p mapping.TargetPath) string {
	p.Filter.Bare = false
	return p.String()
}
