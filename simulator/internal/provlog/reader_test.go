package provlog_test

import (
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

func sampleRecord() provlog.Record {
	return provlog.Record{
		ID: "1", ChangeID: "c1", ActivityDateTime: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC), Action: provlog.ActionCreate,
		SourceIdentity: provlog.Identity{ID: "s", DisplayName: "Ada, \"the\" first", IdentityType: "User"},
		StatusInfo:     provlog.StatusInfo{Status: provlog.Failure, Error: &provlog.ErrorInformation{Code: "X", Reason: "line one\nline two"}},
		Steps: []provlog.Step{
			{Name: provlog.StepImport, Type: provlog.Import, Status: provlog.Success, Details: provlog.Details{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}}},
			{Name: provlog.StepExportAdd, Type: provlog.Export, Status: provlog.Failure},
		},
		Modified: []provlog.ModifiedProperty{{DisplayName: "userName", NewValue: "ada"}},
	}
}

// readAll reads a log to its end.
func readAll(text string) (entries []provlog.Entry, cut []int, err error) {
	r := provlog.NewReader(strings.NewReader(text))
	for {
		e, err := r.Next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return entries, r.Cut(), err
		}
		entries = append(entries, e)
	}
}

func written(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	w := provlog.NewWriter(&b)
	if err := w.Record(sampleRecord()); err != nil {
		t.Fatal(err)
	}
	if err := w.Summary(provlog.CycleSummary{Number: 7, Status: provlog.Success}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestReadBack: what was written is read.
func TestReadBack(t *testing.T) {
	entries, cut, err := readAll(written(t))
	if err != nil || len(cut) != 0 || len(entries) != 2 || entries[1].Summary == nil || entries[1].Summary.Number != 7 {
		t.Fatalf("got %+v, cut %v, %v", entries, cut, err)
	}
	want := sampleRecord()
	got := *entries[0].Record
	for i := range got.Steps { // absent details are read as an empty list
		if len(got.Steps[i].Details) == 0 {
			got.Steps[i].Details = nil
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("record: got %+v, want %+v", got, want)
	}
}

// TestCutLines: half a line is passed over wherever it stands; anything else that is no log is refused with its place.
func TestCutLines(t *testing.T) {
	whole := written(t)
	half := whole[:40]
	for name, tt := range map[string]struct {
		text    string
		entries int
		cut     []int
		bad     string
	}{
		"at the end":         {whole + half, 2, []int{3}, ""},
		"in the middle":      {whole + half + "\n" + whole, 4, []int{3}, ""},
		"an empty line":      {whole + "\n\n" + whole, 4, nil, ""},
		"nothing":            {"", 0, nil, ""},
		"no line feed":       {strings.TrimSuffix(whole, "\n"), 2, nil, ""},
		"plain text":         {whole + "hello\n", 2, nil, "line 3"},
		"other JSON":         {`{"name":"ada"}` + "\n", 0, nil, "line 1"},
		"a number":           {"7\n", 0, nil, "line 1"},
		"a wrong type":       {`{"id":7}` + "\n", 0, nil, "line 1"},
		"half of other JSON": {"[1,\n", 0, nil, "line 1"},
	} {
		entries, cut, err := readAll(tt.text)
		if len(entries) != tt.entries || !slices.Equal(cut, tt.cut) || (err != nil) != (tt.bad != "") || err != nil && !strings.Contains(err.Error(), tt.bad) {
			t.Errorf("%s: got %d entries, cut %v, %v; want %d, %v, %q", name, len(entries), cut, err, tt.entries, tt.cut, tt.bad)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(`{"id":"1","changeId":"c"}` + "\n" + `{"cycleSummary":{"number":1}}` + "\n{\"id\":\"")
	f.Add("{\"\xff\n[]")
	f.Fuzz(func(t *testing.T, text string) {
		entries, _, _ := readAll(text)
		for _, e := range entries {
			if (e.Record == nil) == (e.Summary == nil) {
				t.Fatalf("neither record nor summary: %+v", e)
			}
		}
	})
}

// TestCSV: three files, one row per record, step and property, joined by the change id.
func TestCSV(t *testing.T) {
	var files [3]strings.Builder
	c, err := provlog.NewCSV(&files[0], &files[1], &files[2])
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.Record(sampleRecord()), c.Flush()); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"c1,1,2026-01-05T08:00:00Z,,,,create,failure,X,\"line one\nline two\",,,0,,User,s,\"Ada, \"\"the\"\" first\",,,,,,\n",
		"c1,1,EntryImport,import,success,,a=1; b=2\nc1,2,EntryExportAdd,export,failure,,\n",
		"c1,userName,,ada\n",
	}
	for i := range files {
		heading, rows, _ := strings.Cut(files[i].String(), "\n")
		if !strings.HasPrefix(heading, "changeId,") || rows != want[i] {
			t.Errorf("file %d: got heading %q and rows\n%s\nwant\n%s", i+1, heading, rows, want[i])
		}
	}
}
