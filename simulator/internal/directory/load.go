package directory

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// FileError is a mistake in a directory file. Its text is file:line:column: what is wrong; what to do.
type FileError = document.Error

// LoadFile reads a directory from a YAML or JSON file. A file that cannot be read gives an error of package os, a mistake in it
// a [*FileError].
func LoadFile(path string) (*Directory, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read directory file: %w", err)
	}
	return Parse(path, data)
}

// Parse reads a directory from YAML or JSON; the name stands in errors, and one ending in .json must hold JSON. The form of the
// file is described by fixtures/directories/schema.json. Every reference is checked, and the scheduled changes are rehearsed
// on a copy: a file that loads plays to its end.
func Parse(name string, data []byte) (*Directory, error) {
	root, err := document.Parse(name, data)
	if err != nil {
		return nil, err
	}
	r := &reader{name: name}
	return r.directory(root)
}

// reader turns a document into a directory.
type reader struct {
	name string
	dir  *Directory
	// lines says in which line the object with that number stands, for messages about duplicates.
	lines []int
}

func (r *reader) directory(root *document.Node) (*Directory, error) {
	var o Options
	var users, groups, assignments, changes *document.Node
	err := r.mapping(root, "a directory file", fields{
		"$schema":     func(n *document.Node) error { _, err := r.text(n); return err },
		"tenant":      func(n *document.Node) (err error) { o.Tenant, err = r.domain(n); return err },
		"start":       func(n *document.Node) (err error) { o.Start, err = r.time(n); return err },
		"users":       keep(&users),
		"groups":      keep(&groups),
		"assignments": keep(&assignments),
		"changes":     keep(&changes),
	})
	if err != nil {
		return nil, err
	}
	r.dir = New(o)
	for _, section := range []struct {
		node *document.Node
		read func(items []*document.Node) error
	}{{users, r.users}, {groups, r.groups}, {assignments, r.assignments}, {changes, r.changes}} {
		if section.node == nil {
			continue
		}
		items, err := r.list(section.node)
		if err != nil {
			return nil, err
		}
		if err := section.read(items); err != nil {
			return nil, err
		}
	}
	return r.dir, nil
}

func keep(to **document.Node) func(*document.Node) error {
	return func(n *document.Node) error { *to = n; return nil }
}

func (r *reader) domain(n *document.Node) (string, error) {
	if n.Kind != document.String || n.Text == "" || strings.ContainsAny(n.Text, "@ ") {
		return "", r.fail(n, fmt.Sprintf("%q is not a domain", n.Text), "write it like contoso.example")
	}
	return n.Text, nil
}

func (r *reader) fail(n *document.Node, what, remedy string) error {
	return &FileError{File: r.name, Line: n.Line, Column: n.Column, What: what, Remedy: remedy}
}

// refuse gives an error of the directory the place in the file where its cause stands: the field it names within n, in there
// the reference it names, or n itself.
func (r *reader) refuse(n *document.Node, err error) error {
	fault := &FileError{File: r.name, Line: n.Line, Column: n.Column, What: err.Error(), Err: err}
	var p *problem
	if !errors.As(err, &p) {
		return fault
	}
	fault.Remedy = p.remedy
	place := n
	if value, ok := n.Get(p.field); ok {
		place = value
	} else if attributes, ok := n.Get("attributes"); ok {
		if value, ok := attributes.Get(p.field); ok {
			place = value
		}
	}
	if p.ref != "" {
		if value, ok := place.Find(p.ref); ok {
			place = value
		}
	}
	fault.Line, fault.Column = place.Line, place.Column
	return fault
}

// offset is the form of a time in a file that counts from the start.
const offsetForm = "+1h30m, +2d, +1d4h, or like 2026-01-05T10:30:00Z"

// when reads a time that is absolute or counts from the start of the directory.
func (r *reader) when(n *document.Node) (time.Time, error) {
	text, err := r.text(n)
	if err != nil {
		return time.Time{}, err
	}
	at, err := parseWhen(text, r.dir.start)
	if err == nil && at.Year() > 9999 {
		err = fmt.Errorf("%q is not a time this side of the year 10000", text)
	}
	if err != nil {
		return time.Time{}, r.fail(n, err.Error(), "write it as an offset from the start or as a time: "+offsetForm)
	}
	if at.Before(r.dir.start) {
		return time.Time{}, r.fail(n,
			fmt.Sprintf("%s is before the start, %s", text, r.dir.start.Format(time.RFC3339)), "give a later time, or an earlier start")
	}
	return at, nil
}
