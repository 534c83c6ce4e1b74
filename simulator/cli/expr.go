package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newExpr() *cobra.Command {
	var s session
	var who string
	var asJSON, verbose bool
	cmd := &cobra.Command{
		Use:   "expr EXPRESSION [--user USER (--directory FILE | --generate SPEC)]",
		Short: "Evaluate an expression of the mapping language for a user, step by step",
		Long: `Evaluate an expression of Entra's mapping language, as the portal's expression builder does, and show what each part of it
gives. Without --user there are no attributes to read.`,
		Example: `  entrasim expr 'Join(" ", [givenName], [surname])' --user ada@contoso.example --directory people.yaml
  entrasim expr 'NormalizeDiacritics("Zoë Åström")'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			dir := simulator.NewDirectory()
			if who != "" {
				var err error
				if dir, err = s.source(); err != nil {
					return err
				}
			}
			v, err := simulator.Evaluate(dir, args[0], who)
			if who == "" && err == nil && readsAttributes(v) {
				newVoice(cmd, verbose).note("attributes have no value here: say whose they are with --user and --directory")
			}
			if asJSON && err == nil {
				return writeJSON(cmd, v)
			}
			if !asJSON {
				newVoice(cmd, verbose).evaluation(v, err)
			}
			var bad *simulator.ExpressionError
			if errors.As(err, &bad) {
				return usage(bad, bad.Hint(), "")
			}
			return err
		},
	}
	fs := cmd.Flags()
	s.sourceFlags(fs)
	addSettings(fs)
	fs.StringVar(&who, "user", "", "user or group whose attributes are read: userPrincipalName, displayName of a group, or id")
	fs.BoolVar(&asJSON, "json", false, "print value and steps as JSON")
	fs.BoolVar(&verbose, "verbose", false, "show constants among the steps as well")
	return cmd
}

// readsAttributes reports whether an attribute had a part in an evaluation.
func readsAttributes(v simulator.Evaluation) bool {
	return slices.ContainsFunc(v.Steps, func(s simulator.EvaluationStep) bool {
		return strings.HasPrefix(s.Text, "[") && strings.HasSuffix(s.Text, "]")
	})
}

// evaluation shows the steps and the value.
func (v *voice) evaluation(e simulator.Evaluation, err error) {
	v.steps(e.Steps, "")
	if err != nil {
		return
	}
	note := ""
	switch {
	case e.Ignored:
		note = "  the attribute is left out of the export"
	case len(e.Choices) > 0:
		v.note("the value is the first of these that the target does not have: " + strings.Join(e.Choices, ", ") +
			". Entra has this function in HR-driven provisioning only; a SCIM job refuses it unless the dial select-unique-value is ask")
	case e.Value == nil && !e.Redacted:
		note = "  no value: nothing is exported"
	}
	v.say("%s%s", v.paint(e.Text, label), v.paint(note, weak))
}

// steps shows how a value came about, inner parts further to the right. Constants say nothing new.
func (v *voice) steps(list []simulator.EvaluationStep, indent string) {
	for _, s := range list {
		if constant(s.Text) && !v.verbose {
			continue
		}
		result := "= " + s.Value
		if s.Error != "" {
			result = v.paint("! "+s.Error, bad)
		}
		v.say("%s%s%s %s", indent, strings.Repeat("  ", s.Depth), v.paint(s.Text, weak), result)
	}
}

// constant reports whether a part of an expression is a text, a number or a blank argument.
func constant(text string) bool {
	return text == "" || text[0] == '"' || text[0] >= '0' && text[0] <= '9' || text[0] == '&' || text[0] == '-'
}
