package simulator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// ConnectReport tells how Test Connection went, step by step. It ends with the first step that failed.
type ConnectReport struct {
	Started time.Time     `json:"started"`
	Steps   []ConnectStep `json:"steps"`
}

// OK reports whether all steps succeeded.
func (r ConnectReport) OK() bool {
	for _, s := range r.Steps {
		if !s.OK {
			return false
		}
	}
	return len(r.Steps) > 0
}

// ConnectStep is one request of Test Connection.
type ConnectStep struct {
	Name string `json:"name"` // for people: "look up a random user by userName"
	Kind string `json:"kind"` // token, discovery, probe-users or probe-groups
	OK   bool   `json:"ok"`
	// Tolerated lists what Entra lets pass although the RFC does not.
	Tolerated []string `json:"tolerated,omitempty"`
	Exchange  Exchange `json:"exchange"`
}

// ConnectError says why Test Connection failed.
type ConnectError struct {
	Step    string // name of the step
	Code    string // Entra's error code, as the portal shows it
	Failure *scimclient.Failure
}

func (e *ConnectError) Error() string { return fmt.Sprintf("test connection: %v", e.Failure) }

// Hint says what to look at next.
func (e *ConnectError) Hint() string { return e.Failure.Hint() }

// Unwrap gives the failed exchange's error.
func (e *ConnectError) Unwrap() error { return e.Failure }

// Connect tests the connection as the portal does: the service provider configuration (dial discovery-probe), then
// a random user by the matching attribute, then a random group when groups are provisioned (dial group-probe). The
// report is complete also with an error.
func (s *Simulator) Connect(ctx context.Context) (ConnectReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.test(ctx, s.client)
}

// test is Test Connection with a client.
func (s *Simulator) test(ctx context.Context, client *scimclient.Client) (ConnectReport, error) {
	s.tests++
	report := ConnectReport{Started: s.clock.Now()}
	if exchange, err := client.Authorize(ctx); err != nil || exchange.Method != "" {
		report.Steps = append(report.Steps, ConnectStep{Name: "fetch an access token", Kind: string(scimclient.KindToken), OK: err == nil, Exchange: exchange})
		if f, ok := errors.AsType[*scimclient.Failure](err); ok {
			return report, &ConnectError{Step: "fetch an access token", Code: f.Code, Failure: f}
		} else if err != nil {
			return report, fmt.Errorf("test connection, fetch an access token: %w", err)
		}
	}
	requests := engine.ProbeRequests(s.users, s.groups, s.settings, s.ids, -s.tests)
	if s.dials.DiscoveryProbe() {
		requests = append([]scimclient.Request{{Kind: scimclient.KindDiscovery}}, requests...)
	}
	for _, r := range requests {
		r.Activity = s.ids.Derive(provlog.PurposeActivity, -s.tests, "")
		r.Cause = "test connection"
		resp, exchange, err := client.Do(ctx, r)
		step := ConnectStep{Name: stepName(r), Kind: string(r.Kind), OK: err == nil, Tolerated: resp.Tolerated, Exchange: exchange}
		report.Steps = append(report.Steps, step)
		if err == nil {
			continue
		}
		if f, ok := errors.AsType[*scimclient.Failure](err); ok {
			return report, &ConnectError{Step: step.Name, Code: f.Code, Failure: f}
		}
		return report, fmt.Errorf("test connection, %s: %w", step.Name, err)
	}
	return report, nil
}

func stepName(r scimclient.Request) string {
	switch r.Kind {
	case scimclient.KindDiscovery:
		return "read the service provider configuration"
	case scimclient.KindProbeGroups:
		return "look up a random group by " + r.Match.String()
	default:
		return "look up a random user by " + r.Match.String()
	}
}
