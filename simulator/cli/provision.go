package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// provision holds the flags of the command of that name.
type provision struct {
	session
	cycles          int
	span            time.Duration
	realTime        bool
	asJSON, verbose bool
}

func newProvision() *cobra.Command {
	p := &provision{}
	cmd := &cobra.Command{
		Use:   "provision --url URL (--directory FILE | --generate SPEC)",
		Short: "Provision a directory into a SCIM endpoint, as Entra would",
		Long: `Provision a directory into a SCIM endpoint: an initial cycle, then incremental ones, 40 minutes apart on a virtual clock
that waits for nobody. Scheduled changes in the directory file take place on that clock.

Without --cycles, --for and --real-time it is one cycle. --for 24h runs the test connection and 36 cycles. --real-time waits
between cycles and goes on until it is stopped, or for as long as --for or --cycles say.

With --state the job is kept in a file: the same command later goes on where it stopped, however it stopped. "entrasim job"
looks at it and governs it. --log continues the log of such a job; it never overwrites a file that holds something.

Exit codes: 0 fine, 1 objects failed, 2 usage, 3 the endpoint cannot be reached or refuses the connection.`,
		Example: `  entrasim provision --url http://127.0.0.1:8480/scim/v2 --generate users=100,groups=5,seed=7 --for 24h
  entrasim provision --url https://app.example.com/scim/v2 --token-env SCIM_TOKEN --directory people.yaml \
      --state job.db --log log.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return p.run(cmd)
		},
	}
	fs := cmd.Flags()
	p.session.flags(fs)
	fs.IntVar(&p.cycles, "cycles", 0, "number of cycles")
	fs.DurationVar(&p.span, "for", 0, "how much time passes, for example 24h")
	fs.BoolVar(&p.realTime, "real-time", false, "wait between cycles")
	fs.BoolVar(&p.asJSON, "json", false, "print one JSON document instead of the story")
	fs.BoolVar(&p.verbose, "verbose", false, "show every object, with requests and answers")
	cmd.AddCommand(newOnDemand())
	return cmd
}

func (p *provision) run(cmd *cobra.Command) error {
	if p.cycles < 0 || p.span < 0 {
		return usage(nil, "give a positive number", "--cycles and --for cannot be negative")
	}
	v := newVoice(cmd, p.verbose)
	v.quiet = p.asJSON
	return p.with(cmd, func(cfg *simulator.Config) {
		cfg.DropRecords, cfg.OnRecord, cfg.OnNotification = true, v.record, v.mail
		if p.realTime {
			cfg.Clock = simulator.RealClock()
		}
	}, func(sim *simulator.Simulator) error { return p.play(cmd, sim, v) })
}

// play runs the cycles and tells about them.
func (p *provision) play(cmd *cobra.Command, sim *simulator.Simulator, v *voice) error {
	if p.span > 0 {
		// A day with Entra begins in the portal, with Test Connection.
		if err := testConnection(cmd, sim, v, false); err != nil {
			return err
		}
	} else {
		for _, w := range sim.Warnings() {
			v.warn(w)
		}
	}
	v.begin(sim)
	t := totals{Began: sim.Now()}
	_, err := sim.Run(cmd.Context(), simulator.RunOptions{
		For: p.span, Cycles: p.cycles, RealTime: p.realTime, DropReports: true,
		OnCycle: func(r simulator.CycleReport) {
			t.add(r)
			v.cycle(r)
			v.expect(sim)
			if p.realTime {
				v.show("next cycle at %s", r.Next.Local().Format(stamp))
			}
		},
	})
	v.end()
	interrupted := errors.Is(err, context.Canceled)
	t.settle(sim, p.repeat(cmd), p.url)
	if p.asJSON {
		if err := writeJSON(cmd, t); err != nil {
			return err
		}
	} else {
		v.totals(t)
	}
	switch {
	case interrupted && p.endless():
	case interrupted:
		from := "what it finds"
		if p.state != "" {
			from = "where it stopped"
		}
		return &Error{
			Message: fmt.Sprintf("interrupted after %s", plural(t.Cycles, "cycle")), Code: exitFailed,
			Remedy: "what has been provisioned stays; run the same command again and it goes on from " + from,
		}
	case err != nil:
		return explain(err)
	}
	if n := t.Counts.Failed; n > 0 {
		return &Error{
			Message: fmt.Sprintf("%s failed", plural(n, "operation")), Code: exitFindings,
			Remedy: orElse(v.advice, "--verbose shows the requests and answers, --log writes them to a file"),
		}
	}
	return nil
}

func (p *provision) endless() bool { return p.realTime && p.span == 0 && p.cycles == 0 }
