package suites_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/entrasim/entrasim/suites"
)

// TestEveryNumberIsAnswered holds the catalogue against the check list: each number is a check, or there is a reason why it is none.
func TestEveryNumberIsAnswered(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "ids.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Areas     map[string]int
		Elsewhere []struct {
			Areas []string
			Why   string
		}
	}
	if err := yaml.UnmarshalWithOptions(text, &list, yaml.Strict()); err != nil {
		t.Fatalf("read the list of numbers: %s", yaml.FormatError(err, false, true))
	}
	elsewhere := map[string]string{}
	for _, e := range list.Elsewhere {
		for _, area := range e.Areas {
			elsewhere[area] = e.Why
		}
	}
	declared := map[string]bool{}
	for _, c := range suites.List() {
		declared[c.ID] = true
	}
	total := 0
	for _, area := range slices.Sorted(maps.Keys(list.Areas)) {
		for n := range list.Areas[area] {
			id := fmt.Sprintf("%s-%03d", area, n+1)
			total++
			switch {
			case elsewhere[area] == "" && !declared[id]:
				t.Errorf("%s of the check list is not declared", id)
			case elsewhere[area] != "" && declared[id]:
				t.Errorf("%s is declared and listed as being elsewhere: %s", id, elsewhere[area])
			}
			delete(declared, id)
		}
	}
	if len(declared) > 0 {
		t.Errorf("not on the list: %s", strings.Join(slices.Sorted(maps.Keys(declared)), ", "))
	}
	t.Logf("%d numbers", total)
}

// TestEveryAreaIsExplained holds that a check always has something to say about Entra.
func TestEveryAreaIsExplained(t *testing.T) {
	for _, c := range suites.List() {
		if c.Entra == "" {
			t.Errorf("%s: neither the check nor its area says what it means to Entra", c.ID)
		}
	}
	for _, a := range suites.Areas() {
		if a.Code == "" || a.Title == "" {
			t.Errorf("an area of the catalogue has no title: %+v", a)
		}
	}
}
