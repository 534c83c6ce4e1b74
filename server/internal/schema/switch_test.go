package schema_test

import (
	"bytes"
	"os"
	"reflect"
	"regexp"
	"testing"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// TestSwitchTable pins the published table; read a difference as a reader of the documentation would.
func TestSwitchTable(t *testing.T) {
	const file = "testdata/switches.md"
	got := schema.AppendSwitchTable(nil)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from the switches in the code; run the test with -update and look at the difference", file)
	}
}

func TestEverySwitchIsDocumented(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	// A quirk, a check, or a section: something that a reader can look up.
	source := regexp.MustCompile(`Q[0-9]{2}|[A-Z]{3}-[0-9]{3}|RFC [0-9]{4} §`)
	seen := map[string]bool{}
	for _, s := range schema.Switches() {
		if !name.MatchString(s.Name) || seen[s.Name] {
			t.Errorf("switch %q: the name must be of lower-case words joined by hyphens, and its own", s.Name)
		}
		seen[s.Name] = true
		if s.Area == "" || s.Entra == "" || !source.MatchString(s.Evidence) {
			t.Errorf("switch %s: area %q, behaviour %q and evidence %q must be given", s.Name, s.Area, s.Entra, s.Evidence)
		}
		if (s.Strict == "") == (s.Awkward == "") && s.Strict == "" {
			t.Errorf("switch %s has one behaviour only", s.Name)
		}
		if got, ok := schema.SwitchByName(s.Name); !ok || got.Entra != s.Entra {
			t.Errorf("SwitchByName(%s): got %v, %v", s.Name, got.Name, ok)
		}
	}
	if _, ok := schema.SwitchByName("gravity"); ok {
		t.Error("there is no switch gravity")
	}
}

// Every switch owns fields of Mode, every field belongs to one switch, and setting a switch changes nothing else.
func TestEveryFieldBelongsToOneSwitch(t *testing.T) {
	strict := schema.ModeStrict()
	owner := map[string]string{}
	for _, s := range schema.Switches() {
		changed := map[string]bool{}
		for _, c := range s.Choices() {
			m, err := s.With(strict, c)
			if err != nil {
				t.Fatalf("switch %s has the choice %s, got %v", s.Name, c, err)
			}
			want := c
			if c == schema.Strict && s.Strict == "" {
				want = schema.Entra
			}
			if got := s.Of(m); got != want {
				t.Errorf("switch %s set to %s is %s", s.Name, c, got)
			}
			for _, f := range trueFields(m) {
				changed[f] = true
			}
			if s.Behaviour(c) == "" {
				t.Errorf("switch %s does not say what %s means", s.Name, c)
			}
		}
		if len(changed) == 0 {
			t.Errorf("switch %s moves nothing", s.Name)
		}
		for f := range changed {
			if owner[f] != "" {
				t.Errorf("field %s belongs to %s and to %s", f, owner[f], s.Name)
			}
			owner[f] = s.Name
		}
	}
	for _, f := range boolFields() {
		if owner[f] == "" {
			t.Errorf("field %s of Mode belongs to no switch", f)
		}
	}
}

func TestMoodsAreSetsOfSwitches(t *testing.T) {
	for _, name := range schema.Moods() {
		m, err := schema.ModeByName(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range schema.Switches() {
			if got := s.Of(m); got != s.In(name) {
				t.Errorf("mood %s: switch %s is %s, its table says %s", name, s.Name, got, s.In(name))
			}
		}
	}
	if schema.ModeEntra().Any() || schema.ModeStrict().Any() || !schema.ModeAwkward().Any() {
		t.Error("mood awkward is inconvenient, the others are not")
	}
}

func TestSwitchRefusesOtherChoices(t *testing.T) {
	s, _ := schema.SwitchByName("op-case")
	before := schema.ModeEntra()
	m, err := s.With(before, schema.Awkward)
	if err == nil || err.Error() != `switch op-case has no choice "awkward": use entra, strict` || m != before {
		t.Errorf("got %v", err)
	}
}

// trueFields lists the switch fields of m that are true.
func trueFields(m schema.Mode) []string {
	var out []string
	eachField(reflect.ValueOf(m), func(name string, v reflect.Value) {
		if v.Bool() {
			out = append(out, name)
		}
	})
	return out
}

func boolFields() []string {
	var out []string
	eachField(reflect.ValueOf(schema.Mode{}), func(name string, _ reflect.Value) { out = append(out, name) })
	return out
}

func eachField(v reflect.Value, do func(string, reflect.Value)) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			do(v.Type().Field(i).Name, f)
		case reflect.Struct:
			eachField(f, do)
		}
	}
}
