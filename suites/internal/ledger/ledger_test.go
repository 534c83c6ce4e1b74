package ledger

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	user  = Entry{Resource: "Users", Attribute: "userName", Name: "es-r1-aad001-1@entrasim.example"}
	group = Entry{Resource: "Groups", Attribute: "displayName", Name: "es-r1-grp001-1"}
)

func plan(t *testing.T, f *File, e Entry) int {
	t.Helper()
	key, err := f.Plan(e)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func only(t *testing.T, dir string) Run {
	t.Helper()
	runs, err := List(dir)
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d ledgers (%v), want one", len(runs), err)
	}
	return runs[0]
}

// TestPlanIsOnDiskFirst holds what a kill leaves: each plan can be read the moment Plan returns, and the run is told to be alive
// as long as its process has the file.
func TestPlanIsOnDiskFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "down")
	f := New(dir, Header{Run: "r1", Target: "http://127.0.0.1/scim", Started: "2026-11-29T08:00:00Z"})
	if runs, err := List(dir); len(runs) != 0 || err != nil {
		t.Fatalf("%d ledgers (%v) before anything was planned, want none", len(runs), err)
	}
	first := plan(t, f, user)
	run := only(t, dir)
	if !run.Alive || run.Run != "r1" || run.Target != "http://127.0.0.1/scim" || !maps.Equal(run.Open, map[int]Entry{first: user}) {
		t.Errorf("the ledger is %+v, want that of a living run with the user", run)
	}
	second := plan(t, f, group)
	f.Created(first, "2819c223")
	f.Done(second)
	want := user
	want.ID = "2819c223"
	if got := only(t, dir).Open; !maps.Equal(got, map[int]Entry{first: want}) || !maps.Equal(f.Open(), got) {
		t.Errorf("open are %v on disk and %v in memory, want the user with its id", got, f.Open())
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if run := only(t, dir); run.Alive || len(run.Open) != 1 {
		t.Errorf("after Close the ledger is %+v, want that of a run that is gone and left a user", run)
	}
}

func TestNothingOpenLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	f := New(dir, Header{Run: "r1", Target: "http://127.0.0.1/scim"})
	f.Done(plan(t, f, user))
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v (%v) is left, want nothing", left, err)
	}
}

func TestProcessesOfOneRun(t *testing.T) {
	dir := t.TempDir()
	for range 3 {
		f := New(dir, Header{Run: "r1", Target: "http://127.0.0.1/scim"})
		plan(t, f, user)
		t.Cleanup(func() { _ = f.Close() })
	}
	runs, err := List(dir)
	if err != nil || len(runs) != 3 || runs[0].Run != "r1" || runs[2].Run != "r1" {
		t.Errorf("%v (%v), want three ledgers of the run r1", runs, err)
	}
}

// TestNoPlanWithoutDisk holds that nothing may be created that cannot be written down.
func TestNoPlanWithoutDisk(t *testing.T) {
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(blocked, Header{Run: "r1", Target: "x"}).Plan(user); err == nil || !strings.Contains(err.Error(), "ledger") {
		t.Errorf("error is %v, want one that says that there can be no ledger", err)
	}
	f := New(t.TempDir(), Header{Run: "r1", Target: "x"})
	plan(t, f, user)
	_ = f.file.Close() // as when the disk is full
	for range 2 {
		if _, err := f.Plan(user); err == nil || !strings.Contains(err.Error(), "write the ledger") {
			t.Errorf("error is %v, want one that says that the ledger cannot be written", err)
		}
	}
}

func TestKeep(t *testing.T) {
	dir := t.TempDir()
	f := New(dir, Header{Run: "r1", Target: "http://127.0.0.1/scim"})
	f.Created(plan(t, f, user), "7")
	plan(t, f, group)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	run := only(t, dir)
	delete(run.Open, 2)
	if err := Keep(run, run.Open); err != nil {
		t.Fatal(err)
	}
	again := only(t, dir)
	if !maps.Equal(again.Open, run.Open) || again.Header != run.Header {
		t.Errorf("the ledger is %+v, want what was kept: %+v", again, run)
	}
	if err := Keep(again, nil); err != nil {
		t.Fatal(err)
	}
	if runs, err := List(dir); len(runs) != 0 || err != nil {
		t.Errorf("%v (%v) is left, want nothing", runs, err)
	}
}

func TestReadErrorsNameFileAndLine(t *testing.T) {
	const header = `{"schema":1,"run":"r1","target":"http://x","started":""}` + "\n"
	for name, tc := range map[string]struct{ text, want string }{
		"empty":        {"", "line 1"},
		"no header":    {`{"plan":1}` + "\n", "line 1"},
		"later schema": {strings.Replace(header, ":1,", ":2,", 1), "schema 2"},
		"broken line":  {header + "{\n", "line 2"},
		"unknown key":  {header + `{"plan":1}` + "\n" + `{"colour":1}` + "\n", "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "r1.jsonl"), []byte(tc.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := List(dir); err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "r1.jsonl") {
				t.Errorf("error is %v, want one that names the file and %q", err, tc.want)
			}
		})
	}
	torn, err := parse([]byte(header + `{"plan":1,"resource":"Users","name":"a"}` + "\n" + `{"plan":2,"reso`))
	if err != nil || len(torn.Open) != 1 {
		t.Errorf("with a line that was cut off: %v, %v; want the one entry before it", torn.Open, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"schema":1,"run":"r1","target":"http://x","started":""}` + "\n" + `{"plan":1,"resource":"Users","name":"a"}` + "\n" + `{"created":1,"id":"7"}` + "\n" + `{"done":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		run, err := parse(data)
		if err == nil && (run.Run == "" || run.Target == "" || !bytes.Contains(data, []byte("\n"))) {
			t.Errorf("%q is read as %+v", data, run)
		}
	})
}
