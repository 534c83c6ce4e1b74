package cli_test

import (
	"strings"
	"testing"
)

// TestPrecedence: defaults, file, environment, flags, in this order.
func TestPrecedence(t *testing.T) {
	t.Setenv("SCIM_TOKEN", "s3cret")
	t.Setenv("ENTRASIM_SEED", "3")
	t.Setenv("ENTRASIM_MAPPING", "default")
	path := file(t, "c.yaml", "url: https://file.example/scim\nseed: 2\nmapping: wando\ndial: [concurrency=2, late-references=next-cycle]\n")
	o := run(t, t.Context(), "provision", "--config", path, "--mapping", "other", "--print-config", "--token-env", "SCIM_TOKEN")
	if o.err != nil {
		t.Fatal(o.err)
	}
	for _, want := range []string{
		"url: https://file.example/scim", `seed: "3"`, "mapping: other", "token-env: SCIM_TOKEN",
		"- concurrency=2", "- late-references=next-cycle",
	} {
		if !strings.Contains(o.out, want) {
			t.Errorf("settings: got\n%s\nwant %q in it", o.out, want)
		}
	}
	if strings.Contains(o.out, "s3cret") {
		t.Error("the settings show the token")
	}
	again := run(t, t.Context(), "provision", "--config", file(t, "again.yaml", o.out), "--mapping", "other", "--print-config")
	if again.err != nil || again.out != o.out {
		t.Errorf("settings read back: got %v\n%s\nwant\n%s", again.err, again.out, o.out)
	}
}

func TestDials(t *testing.T) {
	table := run(t, t.Context(), "dials")
	if table.err != nil || !strings.Contains(table.out, "members-per-patch") || !strings.Contains(table.out, "EVIDENCE") {
		t.Errorf("dials: got %v\n%s", table.err, table.out)
	}
	one := run(t, t.Context(), "dials", "on-409")
	if one.err != nil || !strings.Contains(one.out, "evidence") || strings.Contains(one.out, "members-per-patch") {
		t.Errorf("one dial: got %v\n%s", one.err, one.out)
	}
	doc := run(t, t.Context(), "dials", "--json")
	if doc.err != nil || !strings.HasPrefix(doc.out, "[") {
		t.Errorf("dials as JSON: got %v\n%s", doc.err, doc.out)
	}
}

// TestDirectoryFiles: what is generated is fine by the check, and prints as it was.
func TestDirectoryFiles(t *testing.T) {
	made := run(t, t.Context(), "directory", "generate", "users=20,groups=3,seed=5")
	if made.err != nil {
		t.Fatal(made.err)
	}
	path := file(t, "people.yaml", made.out)
	checked := run(t, t.Context(), "directory", "check", path)
	if checked.err != nil || !strings.Contains(checked.out, "20 users, 3 groups") {
		t.Errorf("check: got %v, %s", checked.err, checked.out)
	}
	if printed := run(t, t.Context(), "directory", "print", path); printed.err != nil || printed.out != made.out {
		t.Errorf("print: got %v\n%s\nwant\n%s", printed.err, printed.out, made.out)
	}
	if doc := run(t, t.Context(), "directory", "check", "--json", path); doc.err != nil || !strings.Contains(doc.out, `"users": 20`) {
		t.Errorf("check as JSON: got %v\n%s", doc.err, doc.out)
	}
}
