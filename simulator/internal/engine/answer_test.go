package engine_test

import (
	"maps"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

func failure(class scimclient.Class, code string) *scimclient.Failure {
	return &scimclient.Failure{Class: class, Code: code, Message: "the target said no"}
}

// put places a resource in the target.
func (w *world) put(kind scimclient.Resource, id string, attrs map[string]string) *thing {
	r := &thing{id: id, attrs: map[string][]string{}, members: map[string]bool{}}
	for k, v := range attrs {
		r.attrs[k] = []string{v}
	}
	w.target[kind][id] = r
	return r
}

// answer is what the target replies, a few lines of SCIM.
func (w *world) answer(r scimclient.Request) engine.Reply {
	if w.refuse != nil {
		if f := w.refuse(r); f != nil {
			return engine.Reply{Failure: f}
		}
	}
	all := w.target[r.Resource]
	found := all[r.ID]
	switch r.Kind {
	case scimclient.KindMatch, scimclient.KindProbeUsers, scimclient.KindProbeGroups:
		return engine.Reply{Resources: w.find(r)}
	case scimclient.KindReferenceCheck:
		if found != nil && (slices.Contains(found.attrs[r.Match.String()], r.Value) || found.members[r.Value]) {
			return engine.Reply{Resources: []engine.Target{found}}
		}
		return engine.Reply{}
	case scimclient.KindCreate:
		return w.create(r)
	}
	if found == nil {
		return engine.Reply{Failure: failure(scimclient.Gone, "InvalidAnchor")}
	}
	switch r.Kind {
	case scimclient.KindRead:
		return engine.Reply{Resources: []engine.Target{found.copy()}}
	case scimclient.KindDelete:
		delete(all, r.ID)
	default:
		for _, ch := range r.Changes {
			found.change(ch)
		}
	}
	return engine.Reply{}
}

func (r *thing) copy() *thing {
	return &thing{id: r.id, attrs: maps.Clone(r.attrs), members: maps.Clone(r.members)}
}

func (r *thing) change(ch scimclient.Change) {
	path := ch.Path.String()
	switch {
	case path == "members":
		for _, id := range ch.Values {
			if ch.Op == scimclient.OpRemove {
				delete(r.members, id)
			} else {
				r.members[id] = true
			}
		}
	case ch.Op == scimclient.OpRemove:
		delete(r.attrs, path)
	default:
		r.attrs[path] = ch.Values
	}
}

func (w *world) find(r scimclient.Request) []engine.Target {
	var hits []engine.Target
	for _, x := range w.target[r.Resource] {
		if v := x.attrs[r.Match.String()]; len(v) == 1 && strings.EqualFold(v[0], r.Value) {
			hits = append(hits, x.copy())
		}
	}
	slices.SortFunc(hits, func(a, b engine.Target) int { return strings.Compare(a.ID(), b.ID()) })
	return hits
}

// create refuses a userName or displayName that exists; ids derive from it.
func (w *world) create(r scimclient.Request) engine.Reply {
	attrs := map[string]string{}
	for _, a := range r.Create {
		attrs[a.Path.String()] = a.Values[0]
	}
	key := "userName"
	if r.Resource == scimclient.Groups {
		key = "displayName"
	}
	for _, x := range w.target[r.Resource] {
		if strings.EqualFold(strings.Join(x.attrs[key], ""), attrs[key]) {
			return engine.Reply{Failure: failure(scimclient.Conflict, "Conflict")}
		}
	}
	name, _, _ := strings.Cut(attrs[key], "@")
	return engine.Reply{Resources: []engine.Target{w.put(r.Resource, "t-"+name, attrs).copy()}}
}
