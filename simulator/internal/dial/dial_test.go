package dial_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/dial"
)

// TestTable holds every row to what `entrasim dials` promises: a unique name, evidence with a source, a default that
// the dial itself accepts and prints back unchanged.
func TestTable(t *testing.T) {
	table := dial.Table()
	if !slices.IsSortedFunc(table, func(a, b dial.Dial) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the table is not sorted by name")
	}
	seen := map[string]bool{}
	for _, d := range table {
		t.Run(d.Name, func(t *testing.T) {
			if seen[d.Name] {
				t.Error("the name is used twice")
			}
			seen[d.Name] = true
			if d.Evidence == "" || d.Source == "" || d.Description == "" {
				t.Errorf("evidence, source and description are required, got %+v", d)
			}
			if !slices.Contains([]dial.Mark{dial.Documented, dial.Observed, dial.Inferred, dial.Conflicting}, d.Mark) {
				t.Errorf("unknown mark %q", d.Mark)
			}
			if hasValues := len(d.Values) > 0; hasValues != (d.Type == dial.Enum || d.Type == dial.Switch) {
				t.Errorf("type %s with values %q", d.Type, d.Values)
			}
			if d.Allowed() == "" {
				t.Error("nothing is allowed")
			}
			s, err := dial.Defaults().With(d.Name, d.Default)
			if err != nil {
				t.Fatalf("the default is refused: %v", err)
			}
			if got, _ := s.Value(d.Name); got != d.Default {
				t.Errorf("the default is printed as %q, want %q", got, d.Default)
			}
			if got := s.Changed(); len(got) != 0 {
				t.Errorf("setting the default counts as a change: %q", got)
			}
			for _, v := range d.Values {
				if _, err := dial.Defaults().With(d.Name, strings.ToUpper(v)); err != nil {
					t.Errorf("value %q in upper case: %v", v, err)
				}
			}
		})
	}
}

// TestTableIsACopy: what a caller does to the table stays with the caller.
func TestTableIsACopy(t *testing.T) {
	first := dial.Table()
	for i := range first {
		first[i].Name = "x"
		for j := range first[i].Values {
			first[i].Values[j] = "x"
		}
	}
	for _, d := range dial.Table() {
		if d.Name == "x" || slices.Contains(d.Values, "x") {
			t.Fatalf("a change to the result of Table reached the table: %+v", d)
		}
	}
}

// TestGetters: each dial is read by a getter of Set, and a change of the dial changes what some getter says.
func TestGetters(t *testing.T) {
	other := map[dial.Type]func(dial.Dial) string{
		dial.Int:       func(dial.Dial) string { return "4097" },
		dial.Duration:  func(dial.Dial) string { return "7m" },
		dial.Durations: func(dial.Dial) string { return "7m,8m" },
		dial.Text:      func(dial.Dial) string { return "agent" },
	}
	for _, d := range dial.Table() {
		t.Run(d.Name, func(t *testing.T) {
			value := ""
			if pick, ok := other[d.Type]; ok {
				value = pick(d)
			} else {
				value = d.Values[(slices.Index(d.Values, d.Default)+1)%len(d.Values)]
			}
			if d.Type == dial.Int && d.Max < 4097 {
				value = "7"
			}
			s, err := dial.Parse(d.Name + "=" + value)
			if err != nil {
				t.Fatal(err)
			}
			if reflect.DeepEqual(answers(s), answers(dial.Defaults())) {
				t.Errorf("%s=%s changes no getter: the dial can never act", d.Name, value)
			}
		})
	}
}

// answers calls every getter without arguments, except those that print the whole set.
func answers(s dial.Set) map[string]any {
	v := reflect.ValueOf(s)
	out := map[string]any{}
	for i := range v.NumMethod() {
		m := v.Type().Method(i)
		if m.Type.NumIn() == 1 && m.Type.NumOut() == 1 && m.Name != "Map" && m.Name != "Changed" {
			out[m.Name] = v.Method(i).Call(nil)[0].Interface()
		}
	}
	return out
}
