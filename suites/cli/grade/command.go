package grade

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// grace is how long a command may take to end when it is told to.
const grace = 5 * time.Second

// command runs the client and returns what is to be noted about how it ended.
func command(ctx context.Context, o Options, base, token string) (notes []string, err error) {
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", o.Command)
	cmd.Env = append(os.Environ(), "SCIM_URL="+base, "SCIM_TOKEN="+token)
	cmd.Stdout, cmd.Stderr = o.Output, o.Output
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = grace
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the client: %w", err)
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil, nil
	case ctx.Err() != nil:
		return []string{"the client was ended before it was done by itself"}, nil
	case errors.As(err, &exit):
		return []string{"the client ended with " + exit.String()}, nil
	}
	return nil, fmt.Errorf("run the client: %w", err)
}
