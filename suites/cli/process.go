package cli

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/internal/shard"
)

// nearby tells whether a URL is of this machine.
func nearby(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && suites.Loopback(u)
}

// startShard starts this program once more, as a child that judges what it is told. secrets are masked in its last words.
func startShard(secrets map[string]string) (*shard.Process, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	child := exec.Command(program, "conform", "shard")
	words := &tail{}
	child.Stderr = words
	apart(child)
	in, err := child.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, err
	}
	return &shard.Process{
		In: in, Out: out,
		Kill: func() { _ = child.Process.Kill() }, // it may just have ended
		Wait: func() error {
			err := child.Wait()
			if err == nil {
				return nil
			}
			return errors.New(strings.TrimSpace(err.Error() + "; " + mask(words.last(), secrets)))
		},
	}, nil
}

func mask(text string, secrets map[string]string) string {
	for _, s := range secrets {
		text = strings.ReplaceAll(text, s, "***")
	}
	return text
}

// tail keeps the end of what a process says on its standard error.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 16 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if cut := len(t.text) - tailSize; cut > 0 {
		t.text = append(t.text[:0], t.text[cut:]...)
	}
	return len(p), nil
}

// last is the line that says why: that of a panic, or else the last one.
func (t *tail) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	said := ""
	for line := range bytes.Lines(t.text) {
		switch text := strings.TrimSpace(string(line)); {
		case strings.HasPrefix(text, "panic:"), strings.HasPrefix(text, "fatal error:"), strings.HasPrefix(text, "error:"):
			return text
		case text != "":
			said = text
		}
	}
	return said
}
