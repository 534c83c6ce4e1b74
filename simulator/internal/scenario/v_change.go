package scenario

import (
	"context"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func changeVerb() *Verb {
	return &Verb{
		Name:    "change",
		Forms:   []string{"change ACTION …"},
		Summary: "Changes the directory at once, as an administrator would.",
		Details: "The actions are those of directory files, written behind each other instead of below each other; " +
			"add-user is another word for joiner, hard-delete for purge:\n\n" + actionTable(),
		Example: []string{"change disable ada.lindqvist@harbour.example", "change set {user: dai.nguyen@harbour.example, attributes: {jobTitle: Captain}}"},
		read: func(l *line, _ *Scenario) (action, error) {
			a, err := readAction(l, l.rest)
			if err != nil {
				return nil, err
			}
			return func(_ context.Context, w *world) error { return w.change(a) }, nil
		},
	}
}

// actionTable lists the actions of a directory.
func actionTable() string {
	var b strings.Builder
	b.WriteString("| action | takes, for example |\n|---|---|\n")
	forms := directory.ActionForms()
	for _, v := range directory.Verbs() {
		fmt.Fprintf(&b, "| `%s` | `%s` |\n", v, forms[v])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// readAction reads an action of the directory, which a directory file has as verb: argument.
func readAction(l *line, text string) (directory.Action, error) {
	verb, argument, ok := strings.Cut(text, " ")
	if !ok {
		return directory.Action{}, l.usage()
	}
	a, err := directory.ParseAction(l.file, strings.TrimSuffix(verb, ":")+": "+strings.TrimSpace(argument))
	if err != nil {
		e := l.wrap(err, "")
		if fault, ok := asFileError(err); ok {
			e.What, e.Remedy = fault.What, fault.Remedy
		}
		return a, e
	}
	return a, nil
}
