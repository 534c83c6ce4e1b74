package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// stored holds the flags that say which job in which file.
type stored struct{ state, id string }

func newJob() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "job",
		Short: "Look at a provisioning job in a file, and govern it",
		Long: `Look at a provisioning job that "entrasim provision --state FILE" keeps in a file, and govern it, as one does in the portal or
with Graph. A simulator that is running takes commands up before its next cycle.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newJobStatus(), newJobRestart(),
		jobCommand("pause", "Keep further cycles from being run; all state is kept", "paused", (*simulator.Job).Pause),
		jobCommand("start", "Let a paused job go on where it stopped, or free one from quarantine", "started", (*simulator.Job).Start),
		jobCommand("allow-deletes", "Carry out in the next cycle what the deletion guard holds back", "allowed to delete", (*simulator.Job).AllowDeletes),
	)
	return cmd
}

// flags adds the flags of a command about a stored job.
func (s *stored) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.state, "state", "", "file that keeps the job (required)")
	cmd.Flags().StringVar(&s.id, "job", "", "id of the job, when the file keeps several")
	addSettings(cmd.Flags())
}

// with opens the job for the time that f takes.
func (s *stored) with(cmd *cobra.Command, f func(*simulator.Job) error) (err error) {
	if s.state == "" {
		return usage(nil, "name it with --state; `entrasim provision --state FILE` makes one", "no file with a job")
	}
	job, err := simulator.OpenJob(cmd.Context(), s.state, s.id)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, job.Close()) }()
	return f(job)
}

// jobCommand makes a command that changes a job's life and says so.
func jobCommand(name, short, done string, act func(*simulator.Job, context.Context) error) *cobra.Command {
	var s stored
	cmd := &cobra.Command{
		Use:   name + " --state FILE",
		Short: short,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			return s.with(cmd, func(job *simulator.Job) error {
				if err := act(job, cmd.Context()); err != nil {
					return refused(err)
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "job %s is %s\n", job.ID(), done)
				return err
			})
		},
	}
	s.flags(cmd)
	return cmd
}

// refused explains why a command was not carried out.
func refused(err error) error {
	if errors.Is(err, simulator.ErrNothingStaged) {
		return usage(err, "`entrasim job status` shows what is held back", "")
	}
	return explain(err)
}

func newJobRestart() *cobra.Command {
	var s stored
	var scope string
	cmd := &cobra.Command{
		Use:   "restart --state FILE [--scope FLAGS]",
		Short: "Restart provisioning: the next cycle evaluates everything again",
		Long: `Restart provisioning, as the portal's button does, or with Graph's reset scopes:

  ConnectorDataStore  forget the object connections: everything is matched anew
  Escrows             forget failures: they are not retried
  Watermark           evaluate every object again
  QuarantineState     lift the quarantine, until there is a reason again
  Full                all of these
  ForceDeletes        carry out what the deletion guard holds back
  None                just start the job`,
		Example: "  entrasim job restart --state job.db --scope Full",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			flags, err := simulator.ParseResetScope(scope)
			if err != nil {
				return usage(err, "write it like --scope Watermark,Escrows", "--scope")
			}
			return s.with(cmd, func(job *simulator.Job) error {
				if err := job.Restart(cmd.Context(), flags); err != nil {
					return explain(err)
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "job %s is restarted (%s)\n", job.ID(), flags)
				return err
			})
		},
	}
	s.flags(cmd)
	cmd.Flags().StringVar(&scope, "scope", simulator.ResetPortal.String(), "what to clear: flags with commas between them")
	return cmd
}
