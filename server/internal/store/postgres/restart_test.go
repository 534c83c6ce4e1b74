package postgres_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
)

func putOrganisation(t *testing.T, s store.Store, id string) error {
	return s.Update(t.Context(), func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: id})
	})
}

// somebody is a user of organisation a.
func somebody(number int64) *store.Record {
	return &store.Record{Organisation: "a", Type: store.TypeUser, ID: fmt.Sprint("user-", number), UniqueKey: fmt.Sprint("key-", number), Doc: []byte("{}")}
}

func TestIdleConnectionsThatWereClosedAreNotNoticed(t *testing.T) {
	u, err := url.Parse(freshSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("application_name", q.Get("search_path"))
	u.RawQuery = q.Encode()
	s := openURL(t, u.String())
	var made atomic.Int64
	for range 3 {
		var wg sync.WaitGroup
		for range 20 { // so that there are many connections
			wg.Go(func() {
				if err := putOrganisation(t, s, "a"); err != nil {
					t.Error(err)
				}
				if _, err := s.Organisations(t.Context()); err != nil {
					t.Error(err)
				}
				if err := store.Insert(t.Context(), s, somebody(made.Add(1))); err != nil {
					t.Errorf("Insert: %v", err)
				}
			})
		}
		wg.Wait()
		run(t, databaseURL(t), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"+q.Get("search_path")+"'")
	}
	if err := putOrganisation(t, s, "b"); err != nil {
		t.Errorf("Update after the database closed all connections: %v", err)
	}
}

func TestWhileTheDatabaseIsAway(t *testing.T) {
	p, url := throughProxy(t)
	s := openPatient(t, url, postgres.Options{Patience: -1})
	if err := s.Ping(t.Context()); err != nil {
		t.Fatalf("Ping: %v", err)
	}
	p.stop(t)
	_, read := s.Organisations(t.Context())
	for name, err := range map[string]error{
		"Ping": s.Ping(t.Context()), "read": read, "Update": putOrganisation(t, s, "a"),
	} {
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: got %v, want ErrUnavailable", name, err)
		}
	}
	p.restart(t)
	if err := putOrganisation(t, s, "a"); err != nil {
		t.Errorf("Update when the database is back: %v", err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("Ping when the database is back: %v", err)
	}
}

func TestARestartOfTheDatabaseIsWaitedFor(t *testing.T) {
	p, url := throughProxy(t)
	s := openPatient(t, url, postgres.Options{Patience: time.Minute})
	tried := make(chan struct{}, 100)
	p.stop(t)
	var wg sync.WaitGroup
	for _, id := range []string{"a", "b", "c"} {
		wg.Go(func() {
			tried <- struct{}{}
			if err := putOrganisation(t, s, id); err != nil {
				t.Errorf("Update during a restart: %v", err)
			}
		})
	}
	for range 3 {
		<-tried
	}
	p.restart(t)
	wg.Wait()
	orgs, err := s.Organisations(t.Context())
	if err != nil || len(orgs) != 3 {
		t.Errorf("%d organisations, error %v; want 3", len(orgs), err)
	}
}

func TestATransactionThatWasCutOffRunsAgain(t *testing.T) {
	p, url := throughProxy(t)
	s := openPatient(t, url, postgres.Options{})
	runs := 0
	err := s.Update(t.Context(), func(tx store.Tx) error {
		if runs++; runs == 1 {
			p.mu.Lock()
			p.cut()
			p.mu.Unlock()
		}
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: "a"})
	})
	if err != nil || runs != 2 {
		t.Errorf("Update: error %v after %d runs, want success after 2", err, runs)
	}
}

// Nobody can tell whether a COMMIT got through whose answer did not come: the error says so, and nothing runs twice.
func TestACommitWithoutAnAnswerIsNotRepeated(t *testing.T) {
	for name, cut := range map[string]func(p *proxy){
		"cut before": func(p *proxy) { p.beforeCommit = true },
		"cut after":  func(p *proxy) { p.afterCommit = true },
	} {
		t.Run(name, func(t *testing.T) {
			p, url := throughProxy(t)
			s := openPatient(t, url, postgres.Options{})
			p.mu.Lock()
			cut(p)
			p.mu.Unlock()
			runs := 0
			err := s.Update(t.Context(), func(tx store.Tx) error {
				runs++
				return tx.PutOrganisation(t.Context(), store.Organisation{ID: "a"})
			})
			if err == nil {
				// The answer may have been on its way already.
				if _, err := s.Organisation(t.Context(), "a"); err != nil || name == "cut before" {
					t.Errorf("Update succeeded, and then: %v", err)
				}
				return
			}
			if runs != 1 || !strings.Contains(err.Error(), "outcome unknown") || !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("got %v after %d runs; want one run, and ErrUnavailable saying that the outcome is unknown", err, runs)
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.cuts != 1 {
				t.Errorf("the connection was cut %d times", p.cuts)
			}
		})
	}
}

// An insert that is sent with its commit is a commit too.
func TestAnInsertWithoutAnAnswerIsNotRepeated(t *testing.T) {
	for name, cut := range map[string]func(p *proxy){
		"cut before": func(p *proxy) { p.beforeCommit = true },
		"cut after":  func(p *proxy) { p.afterCommit = true },
	} {
		t.Run(name, func(t *testing.T) {
			p, url := throughProxy(t)
			s := openPatient(t, url, postgres.Options{})
			if err := putOrganisation(t, s, "a"); err != nil {
				t.Fatal(err)
			}
			if err := store.Insert(t.Context(), s, somebody(1)); err != nil { // which prepares the statements
				t.Fatal(err)
			}
			p.mu.Lock()
			cut(p)
			before := p.cuts
			p.alone = "user-2"
			p.mu.Unlock()
			err := store.Insert(t.Context(), s, somebody(2))
			if err == nil {
				// The answer may have been on its way already.
				if _, err := s.Get(t.Context(), "a", store.TypeUser, "user-2"); err != nil || name == "cut before" {
					t.Errorf("Insert succeeded, and then: %v", err)
				}
				return
			}
			if !strings.Contains(err.Error(), "outcome unknown") || !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrConflict) {
				t.Errorf("got %v; want ErrUnavailable saying that the outcome is unknown", err)
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.cuts != before+1 {
				t.Errorf("the connection was cut %d times", p.cuts-before)
			}
		})
	}
}

func TestADeadlockIsResolved(t *testing.T) {
	s := open(t)
	if err := putOrganisation(t, s, "a"); err != nil {
		t.Fatal(err)
	}
	if err := putOrganisation(t, s, "b"); err != nil {
		t.Fatal(err)
	}
	var both, wg sync.WaitGroup
	both.Add(2)
	runs := make(chan string, 100)
	for _, order := range []string{"ab", "ba"} {
		wg.Go(func() {
			once := sync.OnceFunc(func() {
				both.Done()
				both.Wait() // each has its first row now
			})
			err := s.Update(t.Context(), func(tx store.Tx) error {
				runs <- order
				for i := range order {
					o, err := tx.Organisation(t.Context(), order[i:i+1])
					if err != nil {
						return err
					}
					o.Name += order
					if err := tx.PutOrganisation(t.Context(), o); err != nil {
						return err
					}
					once()
				}
				return nil
			})
			if err != nil {
				t.Errorf("transaction %s: %v", order, err)
			}
		})
	}
	wg.Wait()
	if len(runs) < 3 {
		t.Errorf("%d runs of two transactions that lock each other out, want at least 3", len(runs))
	}
	for _, id := range []string{"a", "b"} {
		o, err := s.Organisation(t.Context(), id)
		if err != nil || len(o.Name) != 4 {
			t.Errorf("organisation %s has name %q, error %v; want what both wrote", id, o.Name, err)
		}
	}
}
