package cli

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
)

// about holds the flags that say what the target wants and how much of it a run may have.
type about struct {
	userTemplate, groupTemplate string
	matching, entraSchema       string
	maxResources                int
	rate                        float64
	ledger                      string
}

func (a *about) flags(fs *pflag.FlagSet) {
	fs.StringVar(&a.userTemplate, "user-template", "", "JSON file of attributes that the endpoint wants of every user, beside those that it announces; may hold {{name}}, {{email}}, {{number}}, {{guid}}")
	fs.StringVar(&a.groupTemplate, "group-template", "", "the same for groups")
	fs.StringVar(&a.matching, "matching-attribute", "", "attribute by which Entra is to match users, such as externalId (default userName, or that of --entra-schema)")
	fs.StringVar(&a.entraSchema, "entra-schema", "", "a customer's synchronization schema as Entra exports it (JSON): findings about what it does not map are notes")
	fs.IntVar(&a.maxResources, "max-resources", 0, "how many users and groups the run may create; 0: as many as the checks need")
	fs.Float64Var(&a.rate, "rate", 0, "how many requests a second may be sent; 0: as many as there are")
	addLedger(fs, &a.ledger)
}

func addLedger(fs *pflag.FlagSet, dir *string) {
	fs.StringVar(dir, "ledger-dir", suites.DefaultLedgerDir(), "where runs write down what they create before they create it, for conform clean")
}

func (a *about) apply(opts *suites.Options) (err error) {
	const template = `name a file like {"title": "Planner", "employeeId": "{{number}}"}`
	if opts.UserTemplate, err = file("the user template", a.userTemplate, template); err != nil {
		return err
	}
	if opts.GroupTemplate, err = file("the group template", a.groupTemplate, template); err != nil {
		return err
	}
	if opts.EntraSchema, err = file("the Entra schema", a.entraSchema, "name the JSON file that the portal or Graph exports"); err != nil {
		return err
	}
	opts.MatchingAttribute, opts.MaxResources, opts.Rate, opts.LedgerDir = a.matching, a.maxResources, a.rate, a.ledger
	return nil
}

// args are the flags that repeat it.
func (a *about) args() []string {
	var args []string
	for _, f := range []struct{ name, value string }{
		{"--user-template", a.userTemplate}, {"--group-template", a.groupTemplate}, {"--matching-attribute", a.matching}, {"--entra-schema", a.entraSchema},
	} {
		if f.value != "" {
			args = append(args, f.name, f.value)
		}
	}
	if a.maxResources > 0 {
		args = append(args, "--max-resources", fmt.Sprint(a.maxResources))
	}
	if a.rate > 0 {
		args = append(args, "--rate", fmt.Sprint(a.rate))
	}
	return args
}
