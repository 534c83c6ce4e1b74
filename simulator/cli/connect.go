package cli

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

func newConnect() *cobra.Command {
	var (
		t               target
		asJSON, verbose bool
	)
	cmd := &cobra.Command{
		Use:   "connect --url URL [--token-env VAR | --token-file FILE]",
		Short: "Test the connection to a SCIM endpoint, as the portal's Test Connection does",
		Long: `Test the connection to a SCIM endpoint: read the service provider configuration, look up a random user by the matching
attribute, and a random group when groups are provisioned. The first step that fails ends the test.`,
		Example: `  export SCIM_TOKEN=…
  entrasim connect --url https://app.example.com/scim/v2 --token-env SCIM_TOKEN`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if stop, err := settle(cmd); stop || err != nil {
				return err
			}
			cfg, err := t.config()
			if err != nil {
				return err
			}
			cfg.Directory = simulator.NewDirectory()
			sim, err := simulator.New(cfg)
			if err != nil {
				return explain(err)
			}
			defer sim.Close()
			return testConnection(cmd, sim, newVoice(cmd, verbose), asJSON)
		},
	}
	t.flags(cmd.Flags())
	addSettings(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	cmd.Flags().BoolVar(&verbose, "verbose", false, "show requests and answers in full")
	return cmd
}

// testConnection runs the test and tells about it.
func testConnection(cmd *cobra.Command, sim *simulator.Simulator, v *voice, asJSON bool) error {
	for _, w := range sim.Warnings() {
		v.warn(w)
	}
	report, failure := sim.Connect(cmd.Context())
	if asJSON {
		if err := writeJSON(cmd, report); err != nil {
			return err
		}
		return explain(failure)
	}
	v.connection(report)
	return explain(failure)
}

// writeJSON prints one document.
func writeJSON(cmd *cobra.Command, doc any) error {
	out := cmd.OutOrStdout()
	if err := json.MarshalWrite(out, doc, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true)); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err := fmt.Fprintln(out)
	return err
}
