package admin_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/entrasim/entrasim/server/internal/refusal"
)

func TestBackupIsSentWhole(t *testing.T) {
	p := newPlane(t, "")
	want := bytes.Repeat([]byte("page of a database "), 200_000) // several pieces
	p.copied, p.copySize = bytes.NewReader(want), int64(len(want))
	ts := httptest.NewServer(p.api)
	defer ts.Close()
	res, err := http.Get(ts.URL + "/admin/v1/backup")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %d bytes, error %v; want the %d of the copy", len(got), err, len(want))
	}
	if media := res.Header.Get("Content-Type"); media != "application/vnd.sqlite3" {
		t.Errorf("media type: got %q, want application/vnd.sqlite3", media)
	}
}

// A caller must not take half a copy for a whole one, nor an error message for its end.
func TestBackupThatFailsIsCutOff(t *testing.T) {
	p := newPlane(t, "")
	p.copied, p.copySize = io.MultiReader(strings.NewReader("half"), iotest.ErrReader(errors.New("disk error"))), 8
	ts := httptest.NewServer(p.api)
	defer ts.Close()
	res, err := http.Get(ts.URL + "/admin/v1/backup")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); !errors.Is(err, io.ErrUnexpectedEOF) || string(got) != "half" {
		t.Errorf("got %q, %v; want the half, and that it is cut off", got, err)
	}
	if !strings.Contains(p.log.String(), "disk error") {
		t.Errorf("the log does not say why: %s", p.log.String())
	}
}

func TestNoBackup(t *testing.T) {
	p := newPlane(t, "")
	p.noBackup = refusal.New(refusal.Conflict, "the server keeps everything in memory").WithHint("start it with a data directory")
	if got := p.do("GET", "/admin/v1/backup", "", 409); got["hint"] != "start it with a data directory" {
		t.Errorf("got %v, want the refusal's hint", got)
	}
}

func TestOneBackupAtATime(t *testing.T) {
	p := newPlane(t, "")
	held, release := io.Pipe()
	p.copied, p.copySize = held, 1
	first := make(chan int)
	go func() {
		w := httptest.NewRecorder()
		p.api.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1/admin/v1/backup", nil))
		first <- w.Body.Len()
	}()
	if _, err := release.Write([]byte("x")); err != nil { // blocks until the first one reads
		t.Fatal(err)
	}
	p.do("GET", "/admin/v1/backup", "", 409)
	release.Close()
	if n := <-first; n != 1 {
		t.Errorf("the first backup sent %d bytes, want 1", n)
	}
}
