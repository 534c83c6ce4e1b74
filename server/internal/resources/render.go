package resources

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
)

// etag is the weak entity-tag of a version.
func etag(version int64) string { return `W/"` + strconv.FormatInt(version, 10) + `"` }

// related is what a resource shows that is stored elsewhere.
type related struct {
	groups  []store.GroupRef // of a user
	members []store.Member   // of a group
}

// relate loads what the projection shows and nothing else.
func relate(ctx context.Context, r store.Reader, sc Scope, rt *schema.ResourceType, id string, p *schema.Projection) (rel related, err error) {
	switch {
	case rt.Name == store.TypeUser && rt.Wants(p, "groups"):
		rel.groups, err = r.GroupsOf(ctx, sc.Organisation, id)
	case rt.Name == store.TypeGroup && rt.Wants(p, "members"):
		rel.members, err = r.Members(ctx, sc.Organisation, id)
	}
	if err != nil {
		return rel, fmt.Errorf("read relations of %s: %w", rt.Name, err)
	}
	return rel, nil
}

// answer puts a resource together.
func (sc *Scope) answer(rt *schema.ResourceType, rec *store.Record, rel related, p *schema.Projection) (Answer, error) {
	body, err := sc.append(make([]byte, 0, len(rec.Doc)+512+128*(len(rel.members)+len(rel.groups))), rt, rec, rel, p)
	if err != nil {
		return Answer{}, err
	}
	return Answer{ID: rec.ID, Body: body, Location: sc.location(rt, rec.ID), ETag: etag(rec.Version), Changed: true}, nil
}

// append appends the JSON of a resource. Without a projection the stored document is copied as it is, with id put behind
// schemas and the computed attributes at the end.
func (sc *Scope) append(dst []byte, rt *schema.ResourceType, rec *store.Record, rel related, p *schema.Projection) ([]byte, error) {
	if p != nil || !isAnswer(rt, rec.Doc) {
		obj, err := sc.object(rt, rec, rel)
		if err != nil {
			return nil, err
		}
		return rt.AppendProjected(dst, obj, p), nil
	}
	doc, _ := splitSecret(rec.Doc)
	// Documents begin with {"schemas":[…], and URNs of registered schemas hold no bracket.
	end := bytes.IndexByte(doc, ']')
	if end < 0 || len(doc) < 2 {
		return nil, fmt.Errorf("stored document of %s %s is damaged", rt.Name, rec.ID)
	}
	dst = append(dst, doc[:end+1]...)
	dst = append(dst, `,"id":`...)
	dst = scim.AppendString(dst, rec.ID)
	dst = append(dst, doc[end+1:len(doc)-1]...)
	dst = sc.appendMembers(dst, rel.members)
	dst = sc.appendGroups(dst, rel.groups)
	dst = append(dst, `,"meta":`...)
	dst = sc.appendMeta(dst, rt, rec)
	return append(dst, '}'), nil
}

func (sc *Scope) appendMembers(dst []byte, members []store.Member) []byte {
	for i, m := range members {
		if i == 0 {
			dst = append(dst, `,"members":[`...)
		} else {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"value":`...)
		dst = scim.AppendString(dst, m.ID)
		dst = append(dst, `,"$ref":`...)
		dst = scim.AppendString(dst, sc.memberRef(m))
		dst = append(dst, `,"type":`...)
		dst = scim.AppendString(dst, m.Type)
		if m.Display != "" {
			dst = append(dst, `,"display":`...)
			dst = scim.AppendString(dst, m.Display)
		}
		dst = append(dst, '}')
	}
	if len(members) > 0 {
		dst = append(dst, ']')
	}
	return dst
}

func (sc *Scope) appendGroups(dst []byte, groups []store.GroupRef) []byte {
	for i, g := range groups {
		if i == 0 {
			dst = append(dst, `,"groups":[`...)
		} else {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"value":`...)
		dst = scim.AppendString(dst, g.ID)
		dst = append(dst, `,"$ref":`...)
		dst = scim.AppendString(dst, sc.Base+"/Groups/"+pathEscape(g.ID))
		dst = append(dst, `,"display":`...)
		dst = scim.AppendString(dst, g.Display)
		dst = append(dst, `,"type":"`+groupKind(g)+`"}`...)
	}
	if len(groups) > 0 {
		dst = append(dst, ']')
	}
	return dst
}

func (sc *Scope) appendMeta(dst []byte, rt *schema.ResourceType, rec *store.Record) []byte {
	dst = append(dst, `{"resourceType":"`...)
	dst = append(dst, rt.Name...)
	dst = append(dst, `","created":"`...)
	dst = rec.Created.UTC().AppendFormat(dst, timeForm)
	dst = append(dst, `","lastModified":"`...)
	dst = rec.Modified.UTC().AppendFormat(dst, timeForm)
	dst = append(dst, `","location":`...)
	dst = scim.AppendString(dst, sc.location(rt, rec.ID))
	dst = append(dst, `,"version":"W/\"`...)
	dst = strconv.AppendInt(dst, rec.Version, 10)
	return append(dst, `\""}`...)
}

// timeForm is how meta shows times.
const timeForm = "2006-01-02T15:04:05.000Z"

func groupKind(g store.GroupRef) string {
	if g.Direct {
		return "direct"
	}
	return "indirect"
}

func (sc *Scope) memberRef(m store.Member) string {
	return sc.Base + "/" + m.Type + "s/" + pathEscape(m.ID)
}

// object decodes a stored resource with everything it shows, for projection and filters.
func (sc *Scope) object(rt *schema.ResourceType, rec *store.Record, rel related) (scim.Object, error) {
	obj, err := decode(rt, rec)
	if err != nil {
		return nil, err
	}
	obj["id"] = rec.ID
	obj["meta"] = scim.Object{
		"resourceType": rt.Name, "created": stamp(rec.Created), "lastModified": stamp(rec.Modified),
		"location": sc.location(rt, rec.ID), "version": etag(rec.Version),
	}
	if len(rel.groups) > 0 {
		list := make([]any, len(rel.groups))
		for i, g := range rel.groups {
			list[i] = scim.Object{"value": g.ID, "$ref": sc.Base + "/Groups/" + pathEscape(g.ID), "display": g.Display, "type": groupKind(g)}
		}
		obj["groups"] = list
	}
	if len(rel.members) > 0 {
		obj["members"] = sc.memberObjects(rel.members)
	}
	return obj, nil
}

func (sc *Scope) memberObjects(members []store.Member) []any {
	list := make([]any, len(members))
	for i, m := range members {
		o := scim.Object{"value": m.ID, "$ref": sc.memberRef(m), "type": m.Type}
		if m.Display != "" {
			o["display"] = m.Display
		}
		list[i] = o
	}
	return list
}

// decode reads a stored document, without its password, as the schemas now have it.
func decode(rt *schema.ResourceType, rec *store.Record) (scim.Object, error) {
	doc, _ := splitSecret(rec.Doc)
	obj, err := scim.Decode(doc, scim.Limits{})
	if err != nil {
		// Not wrapped: the stored document is the server's, so this is not the client's error.
		return nil, fmt.Errorf("stored document of %s %s is damaged: %s", rt.Name, rec.ID, err.Error())
	}
	if !isAnswer(rt, doc) {
		obj = rt.Conform(obj)
	}
	return obj, nil
}

func stamp(t time.Time) string { return t.UTC().Format(timeForm) }
