package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/suites/report"
)

// again narrows the selection to what did not hold in the report that --failed-of names, and to that report's profile unless
// another is given. nothing is true when everything held: there is nothing to do then, which is no mistake.
func (s *selection) again(cmd *cobra.Command) (nothing bool, err error) {
	if s.failedOf == "" {
		return false, nil
	}
	if len(s.checks) > 0 {
		return false, usage(nil, "leave one of them out", "--check and --failed-of both say which checks")
	}
	data, err := os.ReadFile(s.failedOf)
	if err != nil {
		return false, usage(err, "name a report that was written with --json", "read the report of --failed-of")
	}
	rep, err := report.Parse(data)
	if err != nil {
		return false, usage(err, "name a report that was written with --json, by this version", "read %s", s.failedOf)
	}
	if f := cmd.Flags().Lookup("profile"); f != nil && !f.Changed && rep.Run.Profile != "" {
		s.profile = rep.Run.Profile
	}
	for _, c := range rep.Checks {
		if !c.Verdict.Conformant() {
			s.checks = append(s.checks, c.ID)
		}
	}
	s.failedOf = "" // done; a process that shares the run gets the checks by name
	if len(s.checks) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "nothing to do: all checks of that report held\n")
		return true, nil
	}
	return false, nil
}
