package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/simulator"
)

// session holds the flags of every command that needs a whole simulator: target, directory, scope, and what is kept.
type session struct {
	target
	directory, generate string
	syncAll, skipScope  bool
	deleteThreshold     int
	logFile, state      string
	look                bool // the job is looked at only
}

func (s *session) flags(fs *pflag.FlagSet) {
	s.target.flags(fs)
	addSettings(fs)
	s.sourceFlags(fs)
	fs.BoolVar(&s.syncAll, "sync-all", false, "provision every user and group, not only assigned ones")
	fs.BoolVar(&s.skipScope, "skip-out-of-scope-deletions", false, "leave accounts alone when users leave the scope")
	fs.IntVar(&s.deleteThreshold, "delete-threshold", 0, "hold deletions and disables back when a cycle has more of them than this; 0 means never")
	fs.StringVar(&s.state, "state", "", "file that keeps the job, made when there is none")
	fs.StringVar(&s.logFile, "log", "", "file for the provisioning log (JSON Lines); only a job with --state continues one")
}

// sourceFlags adds the flags that say where the directory comes from.
func (s *session) sourceFlags(fs *pflag.FlagSet) {
	fs.StringVar(&s.directory, "directory", "", "directory file, YAML or JSON")
	fs.StringVar(&s.generate, "generate", "", "make up a directory, for example users=5000,groups=120,seed=7")
}

// source loads or makes up the directory.
func (s *session) source() (*simulator.Directory, error) {
	switch {
	case s.directory != "" && s.generate != "":
		return nil, usage(nil, "choose one of them", "--directory and --generate exclude each other")
	case s.directory != "":
		return loadDirectory(s.directory)
	case s.generate != "":
		return generateDirectory(s.generate)
	default:
		return nil, usage(nil, "name a file with --directory, or make one up with --generate users=100,groups=5,seed=7", "no directory to provision")
	}
}

// store opens the file that keeps the job.
func (s *session) store(cmd *cobra.Command) (simulator.FileStore, error) {
	if s.look {
		return simulator.ViewStore(cmd.Context(), s.state)
	}
	return simulator.OpenStore(cmd.Context(), s.state)
}

// with makes the simulator for the time that f takes. change completes the configuration.
func (s *session) with(cmd *cobra.Command, change func(*simulator.Config), f func(*simulator.Simulator) error) (err error) {
	if s.deleteThreshold < 0 {
		return usage(nil, "give a number from 0", "--delete-threshold cannot be negative")
	}
	cfg, err := s.config()
	if err != nil {
		return err
	}
	if cfg.Directory, err = s.source(); err != nil {
		return err
	}
	cfg.SyncAll, cfg.SkipOutOfScopeDeletions, cfg.DeleteThreshold = s.syncAll, s.skipScope, s.deleteThreshold
	var log *logFile
	if s.logFile != "" {
		if log, err = openLog(s.logFile); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, log.Close()) }()
		cfg.Log = log
	}
	if s.state != "" {
		store, err := s.store(cmd)
		if err != nil {
			return explain(err)
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		cfg.Store = store
	}
	change(&cfg)
	sim, err := simulator.New(cfg)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, sim.Close()) }()
	if log != nil {
		if err := log.goOn(sim.JobID(), sim.Resumed()); err != nil {
			return err
		}
	}
	return f(sim)
}
