package scenario_test

import (
	"context"
	"flag"
	"testing"
	"time"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

var update = flag.Bool("update", false, "rewrite the expected requests of the scenarios and the page of the verbs; read the diff")

// reference makes the reference server for a scenario.
func reference(ctx context.Context, now func() time.Time) (*scenario.Server, error) {
	rules := map[string][]byte{}
	for _, name := range fixtures.Defects() {
		data, err := fixtures.Defect(name)
		if err != nil {
			return nil, err
		}
		rules[name+".yaml"] = data
	}
	seed := uint64(1)
	s, err := server.New(ctx, server.Config{Memory: true, Now: now, Seed: &seed, DefectRules: rules})
	if err != nil {
		return nil, err
	}
	token, _, err := s.EnsureDefault(ctx)
	if err != nil {
		return nil, err
	}
	return &scenario.Server{
		Handler: s.Handler(), BasePath: s.BasePath(), Token: token, Close: s.Close,
		Configure: func(ctx context.Context, c scenario.Change) error {
			change := server.Change{Switches: c.Switches, TurnOn: c.TurnOn, TurnOff: c.TurnOff}
			if c.Mood != "" {
				change.Mood = &c.Mood
			}
			return s.Configure(ctx, server.DefaultOrganisation, change)
		},
	}, nil
}

// play plays the text of a scenario against the reference server.
func play(t *testing.T, name, text string) scenario.Report {
	t.Helper()
	s, err := scenario.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.Play(t.Context(), scenario.Options{Server: reference, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return report
}
