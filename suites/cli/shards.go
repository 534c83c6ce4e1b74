package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/shard"
	"github.com/entrasim/entrasim/suites/report"
)

// What --shards chooses by itself.
const (
	// perShard is how long a request has to take for one more process to be worth it: below that the processes cost more than
	// the waiting that they share.
	perShard = 6 * time.Millisecond
	// mostShards is what a target is burdened with unless somebody says more.
	mostShards = 8
	// fewChecks is how many checks a process is worth.
	fewChecks = 12
)

// shardsFor chooses how many processes judge a target that takes so long to answer.
func shardsFor(latency time.Duration, checks int) int {
	byLatency := 1 + int(math.Round(float64(latency)/float64(perShard)))
	byChecks := 1 + checks/fewChecks
	return max(1, min(byLatency, byChecks, mostShards))
}

// judge runs the checks, in this process or in several.
func (c *conform) judge(cmd *cobra.Command, opts suites.Options, selected []suites.CheckInfo) (report.Report, error) {
	ctx, n := cmd.Context(), c.shards
	if n == 1 || (n == 0 && nearby(opts.URL)) {
		return suites.Run(ctx, opts)
	}
	latency, patience, err := suites.Latency(ctx, opts)
	if err != nil {
		return report.Report{}, err
	}
	if n == 0 {
		n = shardsFor(latency, len(selected))
	}
	if n == 1 {
		return suites.Run(ctx, opts)
	}
	if opts.RunID == "" {
		opts.RunID = suites.NewRunID()
	}
	return c.spread(cmd, opts, selected, n, patience)
}

// spread runs the checks in n processes.
func (c *conform) spread(cmd *cobra.Command, opts suites.Options, selected []suites.CheckInfo, n int, patience time.Duration) (report.Report, error) {
	started := time.Now()
	known := map[string]suites.CheckInfo{}
	var ids, closing []string
	for _, check := range selected {
		known[check.ID] = check
		if check.LooksBack {
			closing = append(closing, check.ID)
		} else {
			ids = append(ids, check.ID)
		}
	}
	settings, secrets := map[string]any{}, map[string]string{}
	for name, value := range effective(cmd.Flags()) {
		settings[name] = value
	}
	for _, s := range secretsOf(cmd.Flags()) {
		if s.value != "" {
			secrets[s.flag] = s.value
		}
	}
	pool := &shard.Pool{
		Size: n, Patience: patience, Unjudged: opts.Unjudged, OnResult: opts.OnResult,
		Job: func(number int) shard.Job {
			return shard.Job{Settings: settings, Secrets: secrets, RunID: fmt.Sprintf("%ss%d", opts.RunID, number), Shards: n}
		},
		Start: func(int) (*shard.Process, error) { return startShard(secrets) },
	}
	if opts.OnStart != nil {
		pool.OnStart = func(id string) { opts.OnStart(known[id]) }
	}
	ctx := cmd.Context()
	parts, err := pool.Run(ctx, ids, closing)
	if err != nil {
		return report.Report{}, shardError(err)
	}
	return opts.Gather(started, ctx.Err() != nil, parts)
}

// shardError is what kept the processes from judging, in the words of the one that said it.
func shardError(err error) error {
	if f, ok := err.(*shard.Failure); ok {
		return &Error{Message: f.Message, Remedy: f.Hint, Code: f.ExitCode}
	}
	return &Error{Cause: err, Message: "judge in several processes", Remedy: "--shards 1 judges in this one", Code: exitFailed}
}

// newShard is the command of a child: it reads everything from its standard input, so that no setting and no secret stands in
// the list of processes.
func newShard() *cobra.Command {
	return &cobra.Command{
		Use: "shard", Hidden: true, Args: cobra.NoArgs,
		Short: "Judge what the parent process says (internal)",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return workShard(cmd.Context(), cmd.Root().Version, cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}

func workShard(ctx context.Context, version string, in io.Reader, out io.Writer) error {
	return shard.Work(ctx, in, out, func(ctx context.Context, job shard.Job) (shard.Judge, error) {
		var c conform
		settings := newConformOf(&c).Flags()
		for name, value := range job.Settings {
			f := settings.Lookup(name)
			if f == nil {
				return nil, fmt.Errorf("the parent process has a setting %q that this one does not know: they are of different versions", name)
			}
			if err := set(f, value); err != nil {
				return nil, fmt.Errorf("setting %s: %w", name, err)
			}
		}
		for _, s := range secretsOf(settings) {
			s.value = job.Secrets[s.flag]
		}
		opts, err := c.options(version)
		if err != nil {
			return nil, err
		}
		opts.RunID = job.RunID
		// What a run may burden its target with is shared among its processes.
		opts.Rate /= float64(max(1, job.Shards))
		if opts.MaxResources > 0 {
			opts.MaxResources = max(1, opts.MaxResources/max(1, job.Shards))
		}
		session, err := suites.Open(ctx, opts)
		if err != nil {
			return nil, err
		}
		return &shardJudge{session: session}, nil
	})
}

// shardJudge is a session as the child's work wants it.
type shardJudge struct{ session *suites.Session }

func (j *shardJudge) Judge(ctx context.Context, id string) (report.Check, error) {
	return j.session.Judge(ctx, id)
}

func (j *shardJudge) Finish(interrupted bool) report.Report {
	ctx := context.Background() // the run may be over; what it created is to be deleted all the same
	if !interrupted {
		for _, c := range j.session.Closing() {
			if _, err := j.session.Judge(ctx, c.ID); err != nil {
				break // only an id that was not selected
			}
		}
	}
	return j.session.Finish(ctx)
}
