package acting

import (
	"context"
	"errors"
	"maps"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// Jobs starts simulators that differ from cfg in their directory only. Clock, store and log of cfg are not used.
func Jobs(cfg simulator.Config) trial.NewJob {
	return func(spec trial.JobSpec) (trial.ProvisioningJob, error) {
		own := cfg
		own.Directory, own.Clock, own.Store, own.Log, own.OnRecord, own.DropRecords = spec.Directory, nil, nil, nil, nil, false
		if spec.OnDemand {
			own.Dials = maps.Clone(cfg.Dials)
			if own.Dials == nil {
				own.Dials = map[string]string{}
			}
			own.Dials[dial.PatchFlag] = "off"
		}
		sim, err := simulator.New(own)
		if err != nil {
			return nil, err
		}
		return &job{sim}, nil
	}
}

type job struct{ sim *simulator.Simulator }

// RunCycle implements trial.ProvisioningJob. An endpoint that does not answer gives the error that the tests know.
func (j *job) RunCycle(ctx context.Context) (trial.Cycle, error) {
	r, err := j.sim.RunCycle(ctx)
	c := trial.Cycle{Records: r.Records, Exchanges: r.Exchanges}
	if failure, ok := errors.AsType[*simulator.CycleError](err); ok && failure.Unreachable() {
		n := &wire.NetworkError{Cause: err}
		if len(r.Exchanges) > 0 {
			last := r.Exchanges[len(r.Exchanges)-1]
			n.Method, n.URL = last.Method, last.URL()
		}
		return c, n
	}
	return c, err
}

func (j *job) Links() map[string]string { return j.sim.Links() }
func (j *job) Close() error             { return j.sim.Close() }
