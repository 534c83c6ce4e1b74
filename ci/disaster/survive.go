package disaster

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/entrasim/entrasim/ci/ledger"
	"github.com/entrasim/entrasim/simulator"
)

// Disaster is something that strikes a server, or what it stands on, again and again while a job provisions into it.
type Disaster struct {
	Rounds int
	URL    string // the tenant URL; it stays the same
	Token  string
	// Strike is called in the middle of a write, with others in flight.
	Strike func()
	// Heal is called after the round's cycle, whether Strike was called in it or not. When it returns, the server answers
	// again, after having been struck in any case.
	Heal func(t testing.TB)
}

// interval is what Entra lets pass between two cycles.
const interval = 40 * time.Minute

// batch is how many rounds one job goes through. A job that is cut off again and again is restarted each time and then looks at
// all its objects again, so a single one for all rounds would take time that grows with their square.
const batch = 25

// Survive runs jobs through all rounds, each cut off by the disaster at a random write. After each round everything that was
// acknowledged must be there; at the end of each job it converges without duplicates.
func Survive(t testing.TB, d Disaster) {
	t.Helper()
	const seed = 11
	var wire ledger.Ledger
	random := rand.New(rand.NewPCG(seed, seed))
	amid, linked := 0, map[string]bool{}
	var held ledger.Holdings
	for done := 0; done < d.Rounds; done += batch {
		rounds := min(batch, d.Rounds-done)
		directory, err := simulator.GenerateDirectory(fmt.Sprintf("users=%d,groups=12,seed=%d,domain=batch%d.example", max(150, 12*rounds), seed+done, done/batch))
		if err != nil {
			t.Fatal(err)
		}
		sim, err := simulator.New(simulator.Config{
			URL: d.URL, Token: d.Token, Directory: directory, Seed: uint64(seed + done), Transport: &wire, DropRecords: true,
			// Members that were escrowed when their group was written are to be linked later.
			Dials: map[string]string{"late-references": "next-cycle"},
		})
		if err != nil {
			t.Fatal(err)
		}
		amid += endure(t, sim, &wire, d, random, done, rounds)
		held = converge(t, sim, &wire, d)
		links := sim.Links()
		for user := range directory.All(simulator.KindUser) {
			if id, ok := links[user.ID()]; ok {
				linked[id] = true
			}
		}
		if err := sim.Close(); err != nil {
			t.Fatal(err)
		}
		if held.Users != len(linked) {
			t.Fatalf("the server holds %d users, the jobs are linked to %d", held.Users, len(linked))
		}
	}
	if amid < (d.Rounds+1)/2 {
		t.Errorf("only %d of %d rounds were cut off in the middle of a cycle: give the jobs more to write", amid, d.Rounds)
	}
	t.Logf("%d rounds, %d of them in the middle of a cycle, %d acknowledged writes, none lost; %d users and %d groups at the end",
		d.Rounds, amid, wire.Writes(), held.Users, held.Groups)
}

// endure runs one job through some rounds and returns how many were cut off in the middle of a cycle.
func endure(t testing.TB, sim *simulator.Simulator, wire *ledger.Ledger, d Disaster, random *rand.Rand, done, rounds int) (amid int) {
	t.Helper()
	for round := done + 1; round <= done+rounds; round++ {
		wire.After(1+random.IntN(20), d.Strike)
		// The cycle fails part-way or not at all, where fewer writes were left than drawn: both are fine here.
		if _, err := sim.RunCycle(context.WithoutCancel(t.Context())); err != nil && !isCycleError(err) {
			t.Fatalf("round %d: %v", round, err)
		}
		if !wire.Disarm() {
			amid++
		}
		d.Heal(t)
		if _, err := wire.Check(t.Context(), d.URL, d.Token); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		// A job that is cut off every time ends in quarantine; an administrator restarts it.
		if err := sim.Restart(t.Context()); err != nil {
			t.Fatalf("restart the job after round %d: %v", round, err)
		}
		sim.Advance(interval)
	}
	return amid
}

// converge runs cycles without disasters until nothing is left to do.
func converge(t testing.TB, sim *simulator.Simulator, wire *ledger.Ledger, d Disaster) ledger.Holdings {
	t.Helper()
	failed := -1
	for range 10 {
		report, err := sim.RunCycle(t.Context())
		if err != nil {
			t.Fatalf("cycle after the last round: %v", err)
		}
		if failed = report.Counts.Failed; failed == 0 && report.Writes == 0 {
			break
		}
		// Escrowed objects are retried with growing distance; a day on, all of them are due.
		sim.Advance(24 * time.Hour)
	}
	if failed != 0 {
		t.Errorf("%d objects still fail although nothing strikes any more", failed)
	}
	held, err := wire.Check(t.Context(), d.URL, d.Token)
	if err != nil {
		t.Errorf("at the end: %v", err)
	}
	return held
}

// isCycleError tells a cycle that the disaster ended from one that could not run.
func isCycleError(err error) bool {
	var cycle *simulator.CycleError
	return errors.As(err, &cycle)
}
