package postgres_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
	"github.com/entrasim/entrasim/server/internal/store/storetest"
)

// childURL is the environment variable that turns the test binary into the process that is killed.
const childURL = "ENTRASIM_TEST_WRITE_INTO"

func TestMain(m *testing.M) {
	if url := os.Getenv(childURL); url != "" {
		fmt.Fprintln(os.Stderr, write(context.Background(), url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func write(ctx context.Context, url string) error {
	s, err := postgres.Open(ctx, url, postgres.Options{})
	if err != nil {
		return err
	}
	return storetest.WriteForever(ctx, s, os.Stdout)
}

func TestKilledAtAnyMomentKeepsWhatWasAcknowledged(t *testing.T) {
	url := freshSchema(t)
	child := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childURL+"="+url)
		return cmd
	}
	storetest.RunKill(t, func(t *testing.T) store.Store { return openURL(t, url) }, child, func(*testing.T) {})
}
