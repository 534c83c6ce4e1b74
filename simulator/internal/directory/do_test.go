package directory_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// TestActionForms: the forms that people are shown can be read, and mean the verb they stand for.
func TestActionForms(t *testing.T) {
	for _, verb := range directory.Verbs() {
		form, ok := directory.ActionForms()[verb]
		if !ok {
			t.Errorf("%s has no form", verb)
			continue
		}
		if a, err := directory.ParseAction("form", string(verb)+": "+form); err != nil || a.Verb != verb {
			t.Errorf("parse %s: %s: got %+v, %v", verb, form, a, err)
		}
	}
}

func TestParseActionRefuses(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"no verb":      {"ada@x.example", "one verb"},
		"two verbs":    {"disable: a@x.example\nenable: b@x.example", "one verb"},
		"unknown verb": {"disabel: ada@x.example", `did you mean "disable"`},
		"unknown key":  {"rename: {user: a, to: c, too: b}", "too"},
		"no YAML":      {"disable: [", "form:1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := directory.ParseAction("form", test.text)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

func TestDo(t *testing.T) {
	d := directory.New(directory.Options{})
	do := func(text string) error {
		a, err := directory.ParseAction("form", text)
		if err != nil {
			t.Fatal(err)
		}
		return d.Do(a)
	}
	for _, text := range []string{
		"add-user: {userPrincipalName: ada@x.example, displayName: Ada}", "assign: {user: ada@x.example}", "disable: ada@x.example",
	} {
		if err := do(text); err != nil {
			t.Fatal(err)
		}
	}
	o, ok := d.FindUser("ada@x.example")
	if !ok || o.Enabled() {
		t.Errorf("got %v %v, want Ada disabled", o, ok)
	}
	if err := do("disable: ben@x.example"); !errors.Is(err, directory.ErrNotFound) {
		t.Errorf("disable a stranger: got %v, want ErrNotFound", err)
	}
}

func TestParseWhen(t *testing.T) {
	start := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	if at, err := directory.ParseWhen("+1d4h", start); err != nil || at.Sub(start) != 28*time.Hour {
		t.Errorf("got %v, %v, want 28 hours after the start", at, err)
	}
	var hint interface{ Hint() string }
	if _, err := directory.ParseWhen("soon", start); !errors.As(err, &hint) || !strings.Contains(hint.Hint(), "+1h30m") {
		t.Errorf("got %v, want an error with an example", err)
	}
}
