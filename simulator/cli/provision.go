package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// provision holds the flags of the command of that name.
type provision struct {
	target
	directory, generate string
	cycles              int
	span                time.Duration
	realTime            bool
	syncAll, skipScope  bool
	logFile             string
	asJSON, verbose     bool
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

Exit codes: 0 fine, 1 objects failed, 2 usage, 3 the endpoint cannot be reached or refuses the connection.`,
		Example: `  entrasim provision --url http://127.0.0.1:8480/scim/v2 --generate users=100,groups=5,seed=7 --for 24h
  entrasim provision --url https://app.example.com/scim/v2 --token-env SCIM_TOKEN --directory people.yaml --log log.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return p.run(cmd)
		},
	}
	fs := cmd.Flags()
	p.target.flags(fs)
	addSettings(fs)
	fs.StringVar(&p.directory, "directory", "", "directory file, YAML or JSON")
	fs.StringVar(&p.generate, "generate", "", "make up a directory, for example users=5000,groups=120,seed=7")
	fs.IntVar(&p.cycles, "cycles", 0, "number of cycles")
	fs.DurationVar(&p.span, "for", 0, "how much time passes, for example 24h")
	fs.BoolVar(&p.realTime, "real-time", false, "wait between cycles")
	fs.BoolVar(&p.syncAll, "sync-all", false, "provision every user and group, not only assigned ones")
	fs.BoolVar(&p.skipScope, "skip-out-of-scope-deletions", false, "leave accounts alone when users leave the scope")
	fs.StringVar(&p.logFile, "log", "", "file for the provisioning log (JSON Lines)")
	fs.BoolVar(&p.asJSON, "json", false, "print one JSON document instead of the story")
	fs.BoolVar(&p.verbose, "verbose", false, "show every object, with requests and answers")
	return cmd
}

func (p *provision) run(cmd *cobra.Command) (err error) {
	if p.cycles < 0 || p.span < 0 {
		return usage(nil, "give a positive number", "--cycles and --for cannot be negative")
	}
	cfg, err := p.config()
	if err != nil {
		return err
	}
	if cfg.Directory, err = p.source(); err != nil {
		return err
	}
	v := newVoice(cmd, p.verbose)
	v.quiet = p.asJSON
	cfg.SyncAll, cfg.SkipOutOfScopeDeletions = p.syncAll, p.skipScope
	cfg.DropRecords, cfg.OnRecord = true, v.record
	if p.realTime {
		cfg.Clock = simulator.RealClock()
	}
	if p.logFile != "" {
		file, err := os.Create(p.logFile)
		if err != nil {
			return usage(err, "name a file that can be written with --log", "write provisioning log")
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		cfg.Log = file
	}
	sim, err := simulator.New(cfg)
	if err != nil {
		return explain(err)
	}
	defer sim.Close()
	return p.play(cmd, sim, v)
}

// source loads or makes up the directory.
func (p *provision) source() (*simulator.Directory, error) {
	switch {
	case p.directory != "" && p.generate != "":
		return nil, usage(nil, "choose one of them", "--directory and --generate exclude each other")
	case p.directory != "":
		return loadDirectory(p.directory)
	case p.generate != "":
		return generateDirectory(p.generate)
	default:
		return nil, usage(nil, "name a file with --directory, or make one up with --generate users=100,groups=5,seed=7", "no directory to provision")
	}
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
	var t totals
	_, err := sim.Run(cmd.Context(), simulator.RunOptions{
		For: p.span, Cycles: p.cycles, RealTime: p.realTime, DropReports: true,
		OnCycle: func(r simulator.CycleReport) {
			t.add(r)
			v.cycle(r)
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
		return &Error{
			Message: fmt.Sprintf("interrupted after %s", plural(t.Cycles, "cycle")), Code: exitFailed,
			Remedy: "what has been provisioned stays; run the same command again and it goes on from what it finds",
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
