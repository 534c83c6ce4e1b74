package trial

import (
	"context"

	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// JobSpec says what a provisioning job is to work on.
type JobSpec struct {
	Directory *directory.Directory
	// OnDemand asks for the requests of provisioning on demand, which ignores the flag in the tenant URL (quirks Q51).
	OnDemand bool
}

// Cycle is what one cycle of a job did.
type Cycle struct {
	Records   []provlog.Record
	Exchanges []scimclient.Exchange
}

// ProvisioningJob acts out the provisioning service for one directory.
type ProvisioningJob interface {
	// RunCycle carries out the next cycle. What it did comes back also with an error.
	RunCycle(ctx context.Context) (Cycle, error)
	// Links gives target ids by object id.
	Links() map[string]string
	Close() error
}

// NewJob starts a job.
type NewJob func(JobSpec) (ProvisioningJob, error)
