package directory_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// tester is what both *testing.T and *rapid.T offer.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

func ok(t tester, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

func addUser(t tester, d *directory.Directory, upn string) string {
	t.Helper()
	id, err := d.AddUser(directory.User{UserPrincipalName: upn})
	ok(t, err)
	return id
}

func addGroup(t tester, d *directory.Directory, name string, members ...string) string {
	t.Helper()
	id, err := d.AddGroup(directory.Group{DisplayName: name, Members: members})
	ok(t, err)
	return id
}

func object(t tester, d *directory.Directory, id string) directory.Object {
	t.Helper()
	o, found := d.Object(id)
	if !found {
		t.Fatalf("object %s is not found", id)
	}
	return o
}

// yaml is the written form of a directory: everything about it except the change feed.
func yaml(t tester, d *directory.Directory) string {
	t.Helper()
	var b bytes.Buffer
	ok(t, d.Write(&b))
	return b.String()
}

func parse(t tester, text string) *directory.Directory {
	t.Helper()
	d, err := directory.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatalf("parse: %v\n%s", err, text)
	}
	return d
}

func attr(t tester, o directory.Object, name string, want ...string) {
	t.Helper()
	got, found := o.Attr(name)
	if !slices.Equal(got, want) || found != (len(want) > 0) {
		t.Errorf("%s of %s: got %q, %v; want %q, %v", name, o.DisplayName(), got, found, want, len(want) > 0)
	}
}

// change finds what happened to an object.
func change(t tester, changes []directory.Change, id string) directory.Change {
	t.Helper()
	i := slices.IndexFunc(changes, func(c directory.Change) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("the feed has nothing about %s: %+v", id, changes)
	}
	return changes[i]
}

func advance(t *testing.T, d *directory.Directory, by time.Duration) []directory.Played {
	t.Helper()
	played, err := d.AdvanceTo(d.Now().Add(by))
	ok(t, err)
	return played
}
