package job_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/job/jobtest"
)

func TestMemory(t *testing.T) {
	jobtest.Run(t, func(*testing.T) job.Store { return new(job.Memory) })
}
