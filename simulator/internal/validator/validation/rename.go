package validation

import (
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

func renameUser(r *run)  { r.rename(r.makeUser()) }
func renameGroup(r *run) { r.rename(r.makeGroup()) }

// rename replaces the joining property.
func (r *run) rename(s subject, ok bool) {
	if !ok {
		return
	}
	a, _ := attribute.Find(s.list, s.join.String())
	fresh := value{a, r.Body().Value(a)}
	if !r.patched(s, "change "+a.Name(), r.fold("replace", fresh)) {
		return
	}
	if o, ok := r.read(s, "read what the PATCH has done"); ok {
		r.compare(o, []value{fresh}, true)
		r.Both(o.Text("id") == s.id, "7643 §3.1", "the id is the same as before", resource.Show(o.Get("id")))
	}
}

// fold is an operation on one attribute in the form the tool prefers: without a path, unless a filter demands one.
func (r *run) fold(op string, v value) resource.Object {
	if v.Path.Filtered() {
		return operation(op, v.Name(), v.v)
	}
	return operation(op, "", resource.Object{{Name: v.Name(), Value: v.v}})
}

func disableUser(r *run) {
	s, ok := r.makeUser()
	if !ok || !r.patched(s, "disable it", operation("replace", "active", false)) {
		return
	}
	if o, ok := r.read(s, "read the disabled user"); ok {
		r.inactive(o)
	}
	if hit, ok := r.find(s, s.joined(), "", "look up the disabled user"); ok {
		r.inactive(hit)
	}
}

func (r *run) inactive(o resource.Object) {
	active, present := o.Get("active")
	r.Both(active == any(false), "7644 §3.5.2", "the answer to a GET and a lookup of a disabled user has active false", resource.Show(active, present))
}

// plain are the attributes that several operations in one request are tried on, of those names.
func (r *run) plain(k kind, names ...string) []attribute.Attribute {
	var list []attribute.Attribute
	for _, name := range names {
		if a, ok := attribute.Find(k.list, name); ok && a.Path != k.join && !a.Required && !a.Never {
			list = append(list, a)
		}
	}
	return list
}

func differentAttributes(r *run) {
	k := r.users()
	removable := r.plain(k, "preferredLanguage", "userType", "nickName")
	writable := r.plain(k, "externalId", "displayName", "title")
	if len(removable) < 1 || len(writable) < 2 {
		r.Skip("it takes three optional attributes, more than the schema offers")
		return
	}
	list := []attribute.Attribute{writable[0], removable[0], writable[1]}
	s, ok := r.makeUser()
	if !ok {
		return
	}
	values := r.values(list)
	added, removed, replaced := values[0], values[1], values[2]
	if !r.patched(s, "remove, add and replace three attributes", operation("remove", removed.Name(), nil), r.fold("add", added), r.fold("replace", replaced)) {
		return
	}
	if o, ok := r.read(s, "read what the PATCH has done"); ok {
		got, present := resource.Lookup(o, removed.Path)
		r.Both(!present, "7644 §3.5.2.2", removed.Name()+" is gone", resource.Show(got, present))
		r.compare(o, []value{added, replaced}, true)
	}
}

func sameAttribute(r *run) {
	k := r.users()
	list := r.plain(k, "externalId", "displayName", "title", "nickName")
	if len(list) == 0 {
		r.Skip("the schema offers no optional attribute to try it on")
		return
	}
	s, ok := r.makeUser()
	if !ok {
		return
	}
	first, last := r.values(list[:1])[0], r.values(list[:1])[0]
	if r.patched(s, "remove, add and replace one attribute", operation("remove", first.Name(), nil), r.fold("add", first), r.fold("replace", last)) {
		r.readBack(s, []value{last})
	}
}
