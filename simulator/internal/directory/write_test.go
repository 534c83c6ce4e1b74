package directory_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator/internal/directory"
)

var update = flag.Bool("update", false, "rewrite the golden files; look at the difference before committing it")

func TestWriteGolden(t *testing.T) {
	d, err := directory.Fixture("lifecycle")
	ok(t, err)
	advance(t, d, 27*time.Hour)
	got := yaml(t, d)
	path := filepath.Join("testdata", "lifecycle-27h.yaml")
	if *update {
		ok(t, os.MkdirAll("testdata", 0o755))
		ok(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	ok(t, err)
	if got != string(want) {
		t.Errorf("lifecycle.yaml after 27 hours is\n%s\nwant (see -update)\n%s", got, want)
	}
}

// What the fixtures say about themselves: they load, they play to the end, and at every hour of that they can be written.
func TestFixturesPlayToTheEnd(t *testing.T) {
	for _, name := range fixtures.Directories() {
		t.Run(name, func(t *testing.T) {
			d, err := directory.Fixture(name)
			ok(t, err)
			for range 35 * 24 {
				text := yaml(t, d)
				if again := yaml(t, parse(t, text)); again != text {
					t.Fatalf("at %v: written, loaded and written again:\n%s\nwas\n%s", d.Now(), again, text)
				}
				if _, coming := d.NextDue(); !coming {
					return
				}
				advance(t, d, time.Hour)
			}
			t.Error("something is still due after 35 days")
		})
	}
}

func TestAnyTextSurvivesWriting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := directory.New(directory.Options{})
		text := rapid.OneOf(
			rapid.StringMatching(`[-?:,\[\]{}#&*!|>'"%@ \ta-z0-9~.+=]{0,12}`),
			rapid.SampledFrom([]string{"null", "~", "true", "No", "1e3", "0x1F", ".inf", "-", "<<", "2026-01-05", "a: b", "a #b", "\u0085\u2028\ufeff", "x\ny", " x ", "😀"}),
			rapid.String(),
		).Draw(t, "text")
		id, err := d.AddUser(directory.User{
			UserPrincipalName: "ada@tenant.example",
			Attributes:        map[string][]string{"city": {text}, "otherMails": {"first", text}},
		})
		if errors.Is(err, directory.ErrInvalid) {
			t.Skip("not UTF-8")
		}
		ok(t, err)
		_, err = d.AddGroup(directory.Group{DisplayName: "x" + text, Members: []string{id}})
		ok(t, err)
		ok(t, d.Schedule(d.Start(), directory.Action{Verb: directory.RenameGroup, Target: "x" + text, To: "y" + text}))
		again := parse(t, yaml(t, d))
		want, _ := d.Object(id)
		got, _ := again.Object(id)
		for _, name := range []string{"city", "otherMails"} {
			values, _ := want.Attr(name)
			attr(t, got, name, values...)
		}
		if _, err := again.AdvanceTo(again.Start()); err != nil || len(again.FindGroups("y"+text)) != 1 {
			t.Fatalf("the renaming of the group was written as\n%s\nplaying it: %v", yaml(t, d), err)
		}
	})
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestWriteReportsErrors(t *testing.T) {
	full := errors.New("the disk is full")
	if err := directory.New(directory.Options{}).Write(brokenWriter{full}); !errors.Is(err, full) {
		t.Errorf("got error %v, want the writer's", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range fixtures.Directories() {
		data, err := fixtures.Directory(name)
		ok(f, err)
		f.Add("f.yaml", data)
	}
	for _, m := range mistakes {
		f.Add("f.yaml", []byte(m.text))
	}
	f.Add("f.json", []byte(`{"users": [{"userPrincipalName": "a@b.example"}], "changes": [{"at": "+1d", "purge": "a@b.example"}]}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := directory.Parse(name, data)
		if err != nil {
			var fault *directory.FileError
			if !errors.As(err, &fault) {
				t.Errorf("error %v is no *FileError", err)
			}
			return
		}
		text := yaml(t, d)
		again := parse(t, text)
		if got := yaml(t, again); got != text {
			t.Fatalf("written, loaded and written again:\n%s\nwas\n%s", got, text)
		}
		if _, err := d.AdvanceTo(d.Start().AddDate(300, 0, 0)); err != nil {
			t.Errorf("a file that loads does not play to its end: %v", err)
		}
	})
}
