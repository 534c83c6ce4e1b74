package sqlite_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// commits counts the commits in the database's log: frames that carry the size of the database. The log must not have
// been restarted, which takes far more than these tests write.
func commits(t *testing.T, dir string) (n int) {
	t.Helper()
	const header, frameHeader, page = 32, 24, 4096
	log, err := os.ReadFile(filepath.Join(dir, "entrasim.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	for at := header; at+frameHeader+page <= len(log); at += frameHeader + page {
		if binary.BigEndian.Uint32(log[at+4:]) != 0 {
			n++
		}
	}
	return n
}

// together runs the callbacks in one batch: the writer is held by a callback until all of them wait.
func together(t *testing.T, s *sqlite.Store, fns ...func(store.Tx) error) []error {
	t.Helper()
	errs := make([]error, len(fns))
	var wg sync.WaitGroup
	release := make(chan struct{})
	running := make(chan struct{})
	hold := sync.OnceFunc(func() { // it may run again with those that join it
		close(running)
		<-release
	})
	wg.Go(func() {
		if err := s.Update(t.Context(), func(store.Tx) error {
			hold()
			return nil
		}); err != nil {
			t.Errorf("Update that holds the writer: %v", err)
		}
	})
	<-running
	for i, fn := range fns {
		wg.Go(func() { errs[i] = s.Update(t.Context(), fn) })
		for s.Waiting() <= i {
			runtime.Gosched()
		}
	}
	close(release)
	wg.Wait()
	return errs
}

func user(i int) store.Record {
	id := fmt.Sprintf("u%04d", i)
	return store.Record{Organisation: "acme", Type: store.TypeUser, ID: id, UniqueKey: id, Active: true, Doc: []byte("{}")}
}

func insert(t *testing.T, i int) func(store.Tx) error {
	return func(tx store.Tx) error {
		r := user(i)
		return tx.Insert(t.Context(), &r)
	}
}

func openAcme(t *testing.T) (s *sqlite.Store, dir string) {
	t.Helper()
	dir = t.TempDir()
	s = openDir(t, dir)
	err := s.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: "acme"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func count(t *testing.T, s store.Store) int {
	t.Helper()
	n, err := s.Count(t.Context(), "acme", store.TypeUser, nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUpdatesThatWaitShareOneCommit(t *testing.T) {
	s, dir := openAcme(t)
	before := commits(t, dir)
	var fns []func(store.Tx) error
	for i := range 100 {
		fns = append(fns, insert(t, i))
	}
	for i, err := range together(t, s, fns...) {
		if err != nil {
			t.Errorf("update %d: %v", i, err)
		}
	}
	if got := commits(t, dir) - before; got != 1 {
		t.Errorf("100 waiting updates took %d commits, want 1", got)
	}
	if got := count(t, s); got != 100 {
		t.Errorf("%d users are there, want 100", got)
	}
}

var errRefused = errors.New("refused by the test")

// What goes wrong in one callback, after it wrote.
var failures = map[string]func(t *testing.T, s *sqlite.Store) error{
	"error":  func(*testing.T, *sqlite.Store) error { return errRefused },
	"panic":  func(*testing.T, *sqlite.Store) error { panic(errRefused) },
	"goexit": func(*testing.T, *sqlite.Store) error { runtime.Goexit(); return nil },
}

func TestFailuresUndoTheirOwnChangesInASharedCommit(t *testing.T) {
	for name, fail := range failures {
		t.Run(name, func(t *testing.T) {
			s, dir := openAcme(t)
			before := commits(t, dir)
			var fns []func(store.Tx) error
			for i := range 20 {
				fns = append(fns, func(tx store.Tx) error {
					if err := insert(t, i)(tx); err != nil || i%5 != 2 {
						return err
					}
					return fail(t, s)
				})
			}
			for i, err := range together(t, s, fns...) {
				if (err != nil) != (i%5 == 2) {
					t.Errorf("update %d: got error %v", i, err)
				}
			}
			if got := commits(t, dir) - before; got != 1 {
				t.Errorf("20 updates of which 4 fail took %d commits, want 1", got)
			}
			if got := count(t, s); got != 16 {
				t.Errorf("%d users are there, want 16", got)
			}
		})
	}
}

func TestACallbackSeesThoseBeforeItInTheBatch(t *testing.T) {
	s, _ := openAcme(t)
	again := user(1)
	again.ID = "another"
	errs := together(t, s, insert(t, 1), func(tx store.Tx) error { return tx.Insert(t.Context(), &again) }, insert(t, 2))
	if errs[0] != nil || !errors.Is(errs[1], store.ErrConflict) || errs[2] != nil {
		t.Errorf("got errors %v, want a conflict for the second only", errs)
	}
}

func TestAFailedTransactionFailsOnlyWhoBroughtItDown(t *testing.T) {
	s, _ := openAcme(t)
	errDisk := errors.New("disk is full")
	errs := together(t, s, insert(t, 1), func(tx store.Tx) error {
		if err := insert(t, 2)(tx); err != nil {
			return err
		}
		s.Fail(errDisk)
		return insert(t, 3)(tx)
	}, insert(t, 4))
	if errs[0] != nil || !errors.Is(errs[1], errDisk) || errs[2] != nil {
		t.Errorf("got errors %v, want the disk's for the second only", errs)
	}
	if got := count(t, s); got != 2 {
		t.Errorf("%d users are there, want 2", got)
	}
}

func TestWhoGivesUpInTheQueueIsSkipped(t *testing.T) {
	s, _ := openAcme(t)
	release, running := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := s.Update(t.Context(), func(store.Tx) error {
			close(running)
			<-release
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
	<-running
	ctx, cancel := context.WithCancel(t.Context())
	gaveUp := make(chan error)
	go func() {
		gaveUp <- s.Update(ctx, func(store.Tx) error {
			t.Error("the callback of a caller that gave up ran")
			return nil
		})
	}()
	for s.Waiting() == 0 {
		runtime.Gosched()
	}
	cancel()
	if err := <-gaveUp; !errors.Is(err, ctx.Err()) { // it does not wait for the writer, which is still held
		t.Errorf("got %v, want the context's error", err)
	}
	close(release)
	wg.Wait()
}

func TestAFailureAloneRunsOnce(t *testing.T) {
	s, _ := openAcme(t)
	runs := 0
	err := s.Update(t.Context(), func(tx store.Tx) error {
		runs++
		if err := insert(t, 1)(tx); err != nil {
			return err
		}
		return errRefused
	})
	if err != errRefused || runs != 1 || count(t, s) != 0 {
		t.Errorf("error %v after %d runs leaves %d users; want the callback's, 1 and 0", err, runs, count(t, s))
	}
}
