package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
)

// killRounds is the environment variable that says how often RunKill kills; 8 times when it is not set.
const killRounds = "ENTRASIM_KILL_ROUNDS"

// WriteForever is what the process does that RunKill kills: it adds users and members from several goroutines and writes the
// id of each to w after it was acknowledged. It returns the first error.
func WriteForever(ctx context.Context, s store.Store, w io.Writer) error {
	round, err := s.Count(ctx, acme, store.TypeUser, nil)
	if err != nil {
		return err
	}
	var out sync.Mutex
	errs := make(chan error)
	for n := range 8 {
		go func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("u-%d-%d-%d", round, n, i)
				err := addWithMember(ctx, s, id, i)
				if err == nil {
					out.Lock()
					_, err = fmt.Fprintln(w, id)
					out.Unlock()
				}
				if err != nil {
					errs <- err
					return
				}
			}
		}()
	}
	return <-errs
}

func addWithMember(ctx context.Context, s store.Store, id string, i int) error {
	r := store.Record{
		Organisation: acme, Type: store.TypeUser, ID: id, UniqueKey: id, Active: true,
		Doc: fmt.Appendf(nil, `{"title":"%0*d","emails":[{"value":%q}]}`, 100+i%3000, i, id),
	}
	return s.Update(ctx, func(tx store.Tx) error {
		if err := tx.Insert(ctx, &r); err != nil {
			return err
		}
		_, err := tx.AddMembers(ctx, acme, "g", []store.Member{{ID: id}})
		return err
	})
}

// RunKill kills a process that runs WriteForever, again and again, and checks each time that everything acknowledged is there, and
// nothing by half. Kills do not wait for time but for acknowledgements, so that each hits the writer at work. open opens the
// store, which is empty at first, and check looks at what open cannot see once it is closed.
func RunKill(t *testing.T, open func(t *testing.T) store.Store, child func() *exec.Cmd, check func(t *testing.T)) {
	rounds := 8
	if text := os.Getenv(killRounds); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("%s: %q is not a number of rounds", killRounds, text)
		}
		rounds = n
	}
	s := open(t)
	update(t, s, func(tx store.Tx) error {
		return tx.PutOrganisation(t.Context(), store.Organisation{ID: acme})
	})
	insert(t, s, group("g"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 0))
	acknowledged := map[string]bool{}
	for range rounds {
		killAfter(t, child(), 1+random.IntN(400), acknowledged)
		checkAcknowledged(t, open(t), acknowledged)
		check(t)
	}
}

// killAfter starts the child and kills it after its n-th acknowledgement. What it had printed by then counts too.
func killAfter(t *testing.T, child *exec.Cmd, n int, acknowledged map[string]bool) {
	t.Helper()
	child.Stderr = t.Output()
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for lines := bufio.NewScanner(stdout); lines.Scan(); seen++ {
		acknowledged[lines.Text()] = true
		if seen == n {
			if err := child.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	if err := child.Wait(); err == nil || seen < n {
		t.Fatalf("the writing process ended by itself after %d acknowledgements: %v", seen, err)
	}
}

func checkAcknowledged(t *testing.T, s store.Store, acknowledged map[string]bool) {
	t.Helper()
	// Who was killed in the middle of a commit may have it finished by the database; this waits for that.
	update(t, s, func(tx store.Tx) error {
		_, err := tx.Get(t.Context(), acme, store.TypeGroup, "g")
		return err
	})
	ids := scanIDs(t, s, acme, store.TypeUser, nil, 0, -1)
	for _, id := range ids {
		acknowledged[id] = true // perhaps committed, and killed before it could say so
	}
	if len(ids) != len(acknowledged) {
		t.Errorf("%d users are there, %d were acknowledged", len(ids), len(acknowledged))
	}
	equal(t, "members and users", len(memberIDs(t, s, "g")), len(ids))
	mailed, err := s.Query(t.Context(), acme, store.TypeUser, store.Query{
		Where: store.Not{Cond: store.Eq{Index: store.ByEmail}}, Total: true,
	})
	equal(t, "users with an e-mail", must(t, mailed, err).Total, len(ids))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
