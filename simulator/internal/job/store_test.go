package job_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/job"
)

func TestMemory(t *testing.T) {
	ctx := t.Context()
	var store job.Memory
	if s, err := store.Load(ctx, "j"); err != nil || s.Initialised || len(s.Links) != 0 {
		t.Fatalf("a job that was never stored: got %+v, %v, want the zero state", s, err)
	}
	if err := store.Apply(ctx, "j", mutations); err != nil {
		t.Fatal(err)
	}
	got, err := store.Load(ctx, "j")
	if err != nil || !reflect.DeepEqual(got, full()) {
		t.Errorf("stored state: got %+v, %v, want %+v", got, err, full())
	}
	got.Apply(job.ResetWatermark{})
	if again, _ := store.Load(ctx, "j"); !reflect.DeepEqual(again, full()) {
		t.Error("changing a loaded state changes what is stored")
	}
	if other, _ := store.Load(ctx, "other"); len(other.Links) != 0 {
		t.Error("jobs share their state")
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := store.Apply(ended, "j", mutations); !errors.Is(err, context.Canceled) {
		t.Errorf("apply with an ended context: got %v, want context.Canceled", err)
	}
	if _, err := store.Load(ended, "j"); !errors.Is(err, context.Canceled) {
		t.Errorf("load with an ended context: got %v, want context.Canceled", err)
	}
}
