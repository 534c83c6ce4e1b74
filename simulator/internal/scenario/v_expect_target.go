package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

func expectTargetVerb() *Verb {
	return &Verb{
		Name:    "expect-target",
		Forms:   []string{"expect-target KIND NAME [PATH=VALUE…] [members=NAME,…]", "expect-target KIND NAME absent", "expect-target users|groups N"},
		Summary: "Looks at the endpoint with plain GETs: what a user or group has there, that it is not there, or how many there are.",
		Details: "KIND is user or group, NAME a userName or displayName. PATH is an attribute as mappings write it; an empty VALUE means that " +
			"there is none. Booleans are true and false, complex values their JSON. `members` lists the members by userName or " +
			"displayName, in any order; `manager` is the manager's userName.",
		Example: []string{
			"expect-target user dai.nguyen@harbour.example active=false title=Signaller",
			`expect-target user ben.o'hara@harbour.example 'phoneNumbers[type eq "work"].value=+46 31 555 0102'`,
			"expect-target group 'Crane Crew' members=ada.lindqvist@harbour.example", "expect-target users 4",
		},
		read: readExpectTarget,
	}
}

// attribute is one expectation about a resource.
type attribute struct {
	path mapping.TargetPath
	name string // as written
	want string
}

func readExpectTarget(l *line, _ *Scenario) (action, error) {
	if len(l.words) < 2 {
		return nil, l.usage()
	}
	k, err := resourceKind(l, l.words[0])
	if err != nil {
		return nil, err
	}
	if n, ok := number(l.words[1]); ok && len(l.words) == 2 && l.words[0] != k.singular {
		return func(ctx context.Context, w *world) error { return w.expectCount(ctx, k, n) }, nil
	}
	if l.words[0] != k.singular {
		return nil, l.fail("write how many there are, or "+k.singular+" and a name", "%q is no number of %s", strings.Join(l.words[1:], " "), l.words[0])
	}
	name := l.words[1]
	if len(l.words) == 3 && l.words[2] == "absent" {
		return func(ctx context.Context, w *world) error { return w.expectAbsent(ctx, k, name) }, nil
	}
	var list []attribute
	for _, word := range l.words[2:] {
		a, err := readAttribute(word)
		if err != nil {
			return nil, l.wrap(err, "write attribute=value, with quotes around both when there are blanks")
		}
		list = append(list, a)
	}
	return func(ctx context.Context, w *world) error { return w.expectResource(ctx, k, name, list) }, nil
}

// readAttribute takes path=value apart; an = inside brackets belongs to the path.
func readAttribute(word string) (attribute, error) {
	from := strings.LastIndexByte(word, ']') + 1
	path, value, ok := strings.Cut(word[from:], "=")
	if !ok {
		return attribute{}, fmt.Errorf("%q has no value", word)
	}
	a := attribute{name: word[:from] + path, want: value}
	if a.name == "members" || a.name == "manager" {
		return a, nil
	}
	var err error
	a.path, err = mapping.ParseTargetPath(a.name)
	return a, err
}

func (w *world) expectCount(ctx context.Context, k kind, n int) error {
	list, err := w.all(ctx, k)
	if err != nil {
		return err
	}
	if len(list) == n {
		return nil
	}
	var names []string
	for _, doc := range list {
		names = append(names, textAt(doc, k.unique))
	}
	slices.Sort(names)
	w.failed(Failure{
		What: "the endpoint has another number of " + k.singular + "s", Want: decimal(n),
		Got: strings.TrimSpace(decimal(len(names)) + " " + strings.Join(names, ", ")),
	})
	return nil
}

func (w *world) expectAbsent(ctx context.Context, k kind, name string) error {
	found, err := w.search(ctx, k, name)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		w.failed(Failure{
			What: "the " + k.singular + " " + name + " is in the endpoint", Want: "absent", Got: fmt.Sprintf("%d of them", len(found)),
			Exchanges: w.sentFor(name),
		})
	}
	return nil
}

func (w *world) expectResource(ctx context.Context, k kind, name string, list []attribute) error {
	found, err := w.search(ctx, k, name)
	if err != nil {
		return err
	}
	if len(found) != 1 {
		w.failed(Failure{
			What: "the endpoint does not have one " + k.singular + " " + name, Want: "1", Got: decimal(len(found)),
			Exchanges: w.sentFor(name),
		})
		return nil
	}
	// A list may leave things out; what counts is the resource itself.
	doc, err := w.ask(ctx, "GET", "/"+k.endpoint+"/"+textAt(found[0], "id"), "")
	if err != nil {
		return err
	}
	for _, a := range list {
		got, err := w.attributeOf(ctx, doc, a)
		if err != nil {
			return err
		}
		if got != a.want {
			w.failed(Failure{
				What: a.name + " of " + name + " is different in the endpoint", Want: quoteEmpty(a.want), Got: quoteEmpty(got),
				Exchanges: w.sentFor(name),
			})
		}
	}
	return nil
}

func quoteEmpty(text string) string {
	if text == "" {
		return "(none)"
	}
	return text
}
