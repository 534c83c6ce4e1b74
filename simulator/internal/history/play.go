package history

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/scenario"
)

// basePath is where the endpoint is.
const basePath = "/scim/v2"

// Play plays a history against an endpoint, which must be new, and returns what does not hold, or nil. The error is about the play.
func (h History) Play(ctx context.Context, e *Endpoint) (*Finding, error) {
	s, err := scenario.Parse("history", []byte(h.String()))
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	c := newChecker(h, e)
	_, err = s.Play(ctx, scenario.Options{Server: e.serve, Direct: true, Observe: c.observe})
	if errors.Is(err, errFound) {
		return c.finding, nil
	}
	return nil, err
}

// serve makes the endpoint the server of a play.
func (e *Endpoint) serve(context.Context, func() time.Time) (*scenario.Server, error) {
	return &scenario.Server{Handler: e, BasePath: basePath, Token: "token", Close: func() error { return nil }}, nil
}

// Story is the scenario file of a history that does not hold: what happens until then, and what should have been. Faults that
// never happen are left out, because a scenario fails on them; e is a new endpoint to find them out with.
func (h History) Story(ctx context.Context, f *Finding, e *Endpoint) (string, error) {
	steps := h.all()[:f.Step+1]
	s, err := scenario.Parse("history", []byte(script(steps)))
	if err != nil {
		return "", fmt.Errorf("read history: %w", err)
	}
	report, err := s.Play(ctx, scenario.Options{Server: e.serve, Direct: true})
	if err != nil {
		return "", fmt.Errorf("play history again: %w", err)
	}
	unused := map[int]bool{}
	for _, failure := range report.Failures {
		unused[failure.UnusedFault] = true
	}
	kept := make([]Step, 0, len(steps))
	for i, step := range steps {
		if !unused[i+1] {
			kept = append(kept, step)
		}
	}
	return h.story(f, kept), nil
}

func (History) story(f *Finding, steps []Step) string {
	return fmt.Sprintf("# %s.\n# evidence: found by random histories\n%s%s\n", f, script(steps), strings.Join(f.Expect, "\n"))
}
