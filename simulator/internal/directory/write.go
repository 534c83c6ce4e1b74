package directory

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Write writes the directory as it is now, with the actions still to come, as a YAML file that [Parse] reads to the same: same ids,
// same order of creation, same members, same schedule. The change feed is not part of it.
func (d *Directory) Write(w io.Writer) error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	y := &yamlWriter{out: bufio.NewWriter(w), dir: d}
	y.line(0, "tenant", d.tenant)
	y.line(0, "start", d.now.Format(time.RFC3339Nano))
	y.section("users", d.count[KindUser] > 0)
	for i := range d.objects {
		if o := &d.objects[i]; !o.gone && !o.group {
			y.user(o)
		}
	}
	y.section("groups", d.count[KindGroup] > 0)
	for _, i := range d.groups {
		if o := &d.objects[i]; !o.gone {
			y.group(o)
		}
	}
	y.assignments()
	y.changes()
	if err := y.out.Flush(); err != nil {
		return fmt.Errorf("write directory: %w", err)
	}
	return nil
}

// yamlWriter writes lines; errors stick to the buffered writer and come out of its Flush.
type yamlWriter struct {
	out *bufio.Writer
	dir *Directory
	// dash is due before the next key: it begins an item of a list.
	dash bool
}

// section begins a top-level list; an empty one is left out.
func (y *yamlWriter) section(key string, wanted bool) {
	if wanted {
		fmt.Fprintf(y.out, "\n%s:\n", key)
	}
}

// item begins an item of a top-level list.
func (y *yamlWriter) item() { y.dash = true }

// key writes a key at a depth, behind the dash when one is due.
func (y *yamlWriter) key(depth int, key string) {
	for range depth {
		y.out.WriteString("  ")
	}
	if y.dash {
		y.out.WriteString("- ")
		y.dash = false
	} else if depth > 0 {
		y.out.WriteString("  ")
	}
	y.out.WriteString(key)
	y.out.WriteByte(':')
}

// line writes a key with a text.
func (y *yamlWriter) line(depth int, key, text string) {
	y.key(depth, key)
	y.out.WriteByte(' ')
	y.out.WriteString(quoted(text))
	y.out.WriteByte('\n')
}

// raw writes a key with something that is no text: a boolean, null, an empty list.
func (y *yamlWriter) raw(depth int, key, value string) {
	y.key(depth, key)
	fmt.Fprintf(y.out, " %s\n", value)
}

// list writes a key with a list of texts.
func (y *yamlWriter) list(depth int, key string, texts []string) {
	if len(texts) == 0 {
		y.raw(depth, key, "[]")
		return
	}
	y.key(depth, key)
	y.out.WriteByte('\n')
	for _, text := range texts {
		for range depth + 2 {
			y.out.WriteString("  ")
		}
		fmt.Fprintf(y.out, "- %s\n", quoted(text))
	}
}

// begin writes a key whose mapping follows a level deeper.
func (y *yamlWriter) begin(depth int, key string) {
	y.key(depth, key)
	y.out.WriteByte('\n')
}

func (y *yamlWriter) user(o *object) {
	y.item()
	y.line(1, "id", o.id)
	y.line(1, "userPrincipalName", untombstoneIf(o))
	if !o.enabled {
		y.raw(1, "accountEnabled", "false")
	}
	if o.deleted != 0 {
		y.line(1, "deletedAt", time.UnixMicro(o.deleted).UTC().Format(time.RFC3339Nano))
	}
	if o.manager != none {
		y.line(1, "manager", y.dir.refOfLocked(o.manager))
	}
	y.attributes(1, KindUser, o.attrs)
}

func untombstoneIf(o *object) string {
	upn := firstOf(o.attrs, attrUPN)
	if o.deleted == 0 {
		return upn
	}
	return untombstone(o.id, upn)
}

func (y *yamlWriter) group(o *object) {
	y.item()
	y.line(1, "id", o.id)
	y.attributes(1, KindGroup, o.attrs)
	if len(o.members) > 0 {
		refs := make([]string, len(o.members))
		for i, m := range o.members {
			refs[i] = y.dir.refOfLocked(m)
		}
		y.list(1, "members", refs)
	}
}

// attributes writes what is stored, except the userPrincipalName, in order of the attributes' numbers.
func (y *yamlWriter) attributes(depth int, kind Kind, attrs string) {
	for number, v := range packed(attrs) {
		if number != attrUPN {
			y.attribute(depth, kind, y.dir.names.name[number], v.list())
		}
	}
}

func (y *yamlWriter) attribute(depth int, kind Kind, name string, values []string) {
	a, _ := LookupAttribute(kind, name)
	switch {
	case len(values) == 0:
		y.raw(depth, name, "null")
	case a.Type == Boolean && (strings.EqualFold(values[0], True) || strings.EqualFold(values[0], False)):
		y.raw(depth, name, strings.ToLower(values[0]))
	case a.Multi:
		y.list(depth, name, values)
	default:
		y.line(depth, name, values[0])
	}
}

// assignments writes those of users before those of groups, as objects are written.
func (y *yamlWriter) assignments() {
	begun := false
	for _, group := range []bool{false, true} {
		for i := range y.dir.objects {
			o := &y.dir.objects[i]
			if o.gone || o.roles == 0 || o.group != group {
				continue
			}
			if !begun {
				y.section("assignments", true)
				begun = true
			}
			y.assignment(int32(i), y.dir.roles.of(o.roles))
		}
	}
}

func (y *yamlWriter) assignment(i int32, roles []string) {
	for _, role := range roles {
		y.item()
		y.line(1, keyOf(y.dir.kindLocked(i)), y.dir.refOfLocked(i))
		if role != DefaultRole || len(roles) > 1 {
			y.line(1, "role", role)
		}
	}
}

// refOfLocked is a reference that resolves to the object and to no other: its name when that is enough, otherwise its id.
func (d *Directory) refOfLocked(i int32) string {
	o := &d.objects[i]
	if o.deleted != 0 {
		return o.id
	}
	name := d.nameLocked(i)
	if j, err := d.refLocked("", name, ""); err != nil || j != i {
		return o.id
	}
	return name
}

// changes writes the actions still to come in their order. Purges are not written: they follow from deletedAt.
func (y *yamlWriter) changes() {
	var coming []*due
	for _, item := range y.dir.pending.items {
		if item.action != nil {
			coming = append(coming, item)
		}
	}
	slices.SortFunc(coming, (*due).compare)
	y.section("changes", len(coming) > 0)
	for _, item := range coming {
		at := item.at
		if at.Before(y.dir.now) {
			at = y.dir.now // it is played at the next AdvanceTo
		}
		y.item()
		y.line(1, "at", formatWhen(at, y.dir.now))
		y.action(item.action)
	}
}
