package scenario

import (
	"context"

	"github.com/entrasim/entrasim/simulator"
)

func restartVerb() *Verb {
	return &Verb{
		Name:    "restart",
		Forms:   []string{"restart [SCOPE,…]"},
		Summary: "Restarts provisioning; without scopes as the portal's button does.",
		Details: "The scopes are Graph's: None, ConnectorDataStore, Escrows, Watermark, QuarantineState, ForceDeletes, Full. The portal's " +
			"button means QuarantineState,Watermark,Escrows.",
		Example: []string{"restart", "restart Full", "restart Escrows,QuarantineState"},
		read: func(l *line, _ *Scenario) (action, error) {
			if len(l.words) > 1 {
				return nil, l.usage()
			}
			scope := simulator.ResetPortal
			if len(l.words) == 1 {
				var err error
				if scope, err = simulator.ParseResetScope(l.words[0]); err != nil {
					return nil, l.wrap(err, "write scopes with commas between them, without blanks")
				}
			}
			return func(ctx context.Context, w *world) error {
				sim, err := w.job()
				if err != nil {
					return err
				}
				return sim.Restart(ctx, scope)
			}, nil
		},
	}
}
