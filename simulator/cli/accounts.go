package cli

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newAccounts() *cobra.Command {
	var s session
	var asJSON bool
	var class string
	cmd := &cobra.Command{
		Use:   "accounts --url URL (--directory FILE | --generate SPEC) [--class local|unassigned|assigned]",
		Short: "List the accounts of the target and whom they belong to: Entra's account discovery",
		Long: `List all accounts of the target, page by page, and sort them as Entra's account discovery does: local accounts match nobody in the
directory, unassigned ones somebody who is not assigned to the application, assigned ones somebody who is. Provisioning never
touches the first. Only the first matching attribute counts, and it must be mapped directly. Nothing is changed.`,
		Example: `  entrasim accounts --url https://app.example.com/scim/v2 --directory people.yaml --class local`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			classes := []string{string(simulator.LocalAccount), string(simulator.UnassignedAccount), string(simulator.AssignedAccount)}
			if class != "" && !slices.Contains(classes, class) {
				return usage(nil, "there are "+strings.Join(classes, ", "), "unknown class %q", class)
			}
			s.look = true
			return s.with(cmd, func(*simulator.Config) {}, func(sim *simulator.Simulator) error {
				r, err := sim.DiscoverAccounts(cmd.Context())
				if err != nil {
					return explain(err)
				}
				r.Accounts = slices.DeleteFunc(r.Accounts, func(a simulator.Account) bool { return class != "" && string(a.Class) != class })
				if asJSON {
					return writeJSON(cmd, r)
				}
				newVoice(cmd, false).accounts(r)
				return nil
			})
		},
	}
	s.flags(cmd.Flags())
	cmd.Flags().StringVar(&class, "class", "", "list accounts of this class only: local, unassigned or assigned")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

// accounts tells what account discovery found.
func (v *voice) accounts(r simulator.AccountReport) {
	if len(r.Accounts) > 0 {
		t := table.New().Border(lipgloss.HiddenBorder()).BorderTop(false).BorderBottom(false).
			Headers("CLASS", strings.ToUpper(short(r.Target)), "ID", "USER", "NOTE")
		for _, a := range r.Accounts {
			t.Row(string(a.Class), orElse(a.Value, "-"), a.ID, orElse(a.Owner, "-"), accountNote(a))
		}
		v.say("%s", t)
	}
	v.say("%s, by %s = [%s]: %d local, %d unassigned, %d assigned", plural(r.Local+r.Unassigned+r.Assigned, "account"), short(r.Target), r.Source, r.Local, r.Unassigned, r.Assigned)
	if n := len(r.Missing); n > 0 {
		shown := r.Missing[:min(n, 5)]
		more := ""
		if n > len(shown) {
			more = fmt.Sprintf(" and %d more", n-len(shown))
		}
		v.say("%s without an account: %s%s", plural(n, "assigned user"), strings.Join(shown, ", "), more)
	}
}

func accountNote(a simulator.Account) string {
	switch {
	case a.Repeated:
		return "a second account for the same user: a lookup fails with DuplicateTargetEntries"
	case a.Linked:
		return "linked"
	case a.Class == simulator.AssignedAccount:
		return "not linked yet: the next initial cycle takes it over"
	default:
		return ""
	}
}
