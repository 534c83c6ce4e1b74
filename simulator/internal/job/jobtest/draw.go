package jobtest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

// Mutations draws a short history of mutations about few objects, so that they meet.
func Mutations() *rapid.Generator[[]job.Mutation] {
	return rapid.SliceOfN(rapid.OneOf(links(), escrows(), waiting(), staged(), commands(), cycles()), 0, 30)
}

func object() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"a", "b", "c", "d'x", "ü"})
}

func kind() *rapid.Generator[job.Kind] { return rapid.SampledFrom([]job.Kind{job.User, job.Group}) }

func class() *rapid.Generator[job.Class] {
	return rapid.SampledFrom([]job.Class{job.Object, job.Manager, job.Members})
}

// moment draws times with fractions, and the zero time.
func moment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "zero") {
			return time.Time{}
		}
		return monday.Add(time.Duration(rapid.Int64Range(0, 1e15).Draw(t, "nanoseconds")))
	})
}

func some(t *rapid.T, name string) []string {
	return rapid.SliceOfN(object(), 0, 3).Filter(func(s []string) bool { return len(s) > 0 }).Draw(t, name)
}

func links() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		if rapid.IntRange(0, 3).Draw(t, "drop") == 0 {
			return job.DropLink{Source: object().Draw(t, "source"), Purged: rapid.SampledFrom([]job.Kind{"", job.User, job.Group}).Draw(t, "purged")}
		}
		l := job.Link{
			Source: object().Draw(t, "source"), Kind: kind().Draw(t, "kind"), Target: object().Draw(t, "target"),
			Display: object().Draw(t, "display"), Unmanaged: rapid.Bool().Draw(t, "unmanaged"), Disabled: rapid.Bool().Draw(t, "disabled"),
			Partial: rapid.Bool().Draw(t, "partial"), Leaving: rapid.Bool().Draw(t, "leaving"),
		}
		if rapid.Bool().Draw(t, "matched") {
			l.Match = some(t, "match")
		}
		return job.PutLink{Link: l}
	})
}

func escrows() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		e := job.Escrow{
			Object: object().Draw(t, "object"), Class: class().Draw(t, "class"), Kind: kind().Draw(t, "kind"),
			Code: object().Draw(t, "code"), First: moment().Draw(t, "first"), Last: moment().Draw(t, "last"),
			Next: moment().Draw(t, "next"), Retries: rapid.IntRange(0, 50).Draw(t, "retries"),
		}
		switch rapid.IntRange(0, 9).Draw(t, "what") {
		case 0:
			return job.PruneEscrows{}
		case 1, 2:
			return job.DropEscrow{Key: e.Key()}
		case 3, 4:
			e.Adds, e.Removes = some(t, "adds"), some(t, "removes")
		}
		return job.PutEscrow{Escrow: e}
	})
}

func waiting() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		missing := object().Draw(t, "missing")
		if rapid.IntRange(0, 3).Draw(t, "drop") == 0 {
			return job.DropWaiting{Missing: missing}
		}
		return job.PutWaiting{Missing: missing, Reference: job.Reference{
			Object: object().Draw(t, "object"), Class: rapid.SampledFrom([]job.Class{job.Manager, job.Members}).Draw(t, "class"),
		}}
	})
}

func staged() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		id := object().Draw(t, "object")
		if rapid.Bool().Draw(t, "drop") {
			return job.DropStaged{Object: id}
		}
		return job.PutStaged{Staged: job.Staged{
			Object: id, Kind: kind().Draw(t, "kind"), Name: object().Draw(t, "name"), Since: moment().Draw(t, "since"),
		}}
	})
}

func commands() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		now := moment().Draw(t, "now")
		return rapid.SampledFrom([]job.Mutation{
			job.Pause{},
			job.Reevaluate{},
			job.Reevaluate{Mapping: true},
			job.Start{},
			job.Disable{},
			job.DeletesCarriedOut{},
			job.Reset{Scope: job.Scope(rapid.IntRange(0, 47).Draw(t, "scope"))},
			job.SetClock{At: now, Next: now.Add(time.Hour), Offset: -time.Second},
			job.SetSetup{Setup: job.Setup{URL: "https://app.example/scim", Mapping: "default", Schema: "x", Interval: job.Span(40 * time.Minute)}},
			job.SetQuarantine{},
			job.SetQuarantine{Quarantine: job.Impose(nil, now, job.ReasonException, "X", "no")},
		}).Draw(t, "command")
	})
}

func cycles() *rapid.Generator[job.Mutation] {
	return rapid.Custom(func(t *rapid.T) job.Mutation {
		n, at := rapid.IntRange(1, 99).Draw(t, "number"), moment().Draw(t, "at")
		return rapid.SampledFrom([]job.Mutation{
			job.BeginCycle{Number: n, At: at},
			job.EndCycle{Watermark: int64(n), Fingerprint: rapid.Uint64().Draw(t, "fingerprint"), Reached: at},
			job.CountOnDemand{Number: n},
			job.RecordExecution{Execution: job.Execution{
				Activity: fmt.Sprint("cycle ", n), Began: at, Ended: at, Imported: n, Exported: n % 2,
				State: rapid.SampledFrom([]string{job.Succeeded, job.Failed, job.EntryLevelErrors}).Draw(t, "state"),
			}},
		}).Draw(t, "cycle")
	})
}
