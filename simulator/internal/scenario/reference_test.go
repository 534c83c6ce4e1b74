package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// TestReferencePage: the page that newcomers read says what the verbs say.
func TestReferencePage(t *testing.T) {
	path := filepath.Join(folder, "README.md")
	page := scenario.Reference()
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != page {
		t.Errorf("%s is not what the verbs say; write it anew with -update", path)
	}
}

// TestEveryVerbIsDescribed: each verb is on the page once, says everything, and its examples can be read.
func TestEveryVerbIsDescribed(t *testing.T) {
	page := scenario.Reference()
	for _, v := range scenario.Verbs() {
		if n := strings.Count(page, "\n### "+v.Name+"\n"); n != 1 {
			t.Errorf("%s: %d sections on the page, want 1", v.Name, n)
		}
		if v.Summary == "" || !strings.HasSuffix(v.Summary, ".") || len(v.Forms) == 0 || len(v.Example) == 0 {
			t.Errorf("%s: summary %q, forms %q, example %q: something is missing", v.Name, v.Summary, v.Forms, v.Example)
		}
		for _, form := range v.Forms {
			if form != v.Name && !strings.HasPrefix(form, v.Name+" ") {
				t.Errorf("%s: the form %q is that of another verb", v.Name, form)
			}
		}
		uses := false
		for _, line := range v.Example {
			_, err := scenario.Parse("example", []byte(line+"\n-- people.yaml --\ntenant: x.example\n-- disable.txt --\n"))
			if err != nil {
				t.Errorf("%s: its example cannot be read: %v", v.Name, err)
			}
			uses = uses || strings.HasPrefix(line, v.Name)
		}
		if !uses {
			t.Errorf("%s: its example %q does without it", v.Name, v.Example)
		}
	}
}
