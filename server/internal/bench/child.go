package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"github.com/entrasim/entrasim/server"
)

// childVariable makes the program serve one population on loopback, so that its memory can be measured without the
// client's. It holds a childSetup.
const childVariable = "ENTRASIM_BENCH_CHILD"

type childSetup struct{ Data string }

// usage is what the child says for every line it reads, and once when it is ready.
type usage struct {
	Base     string
	Resident uint64 // bytes; 0 where the system does not tell
	Heap     uint64 // bytes in use after a collection
}

// child serves until its standard input ends.
func child(ctx context.Context, setup string, stdin io.Reader, stdout, stderr io.Writer) int {
	if err := serveChild(ctx, setup, stdin, stdout); err != nil {
		fmt.Fprintln(stderr, "error:", err)
		return 3
	}
	return 0
}

func serveChild(ctx context.Context, setup string, stdin io.Reader, stdout io.Writer) (err error) {
	var s childSetup
	if err := json.Unmarshal([]byte(setup), &s); err != nil {
		return fmt.Errorf("read %s: %w", childVariable, err)
	}
	srv, err := server.New(ctx, server.Config{DataDir: s.Data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.Close()) }()
	base, stop, err := listenAndServe(srv.Handler())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	enc := json.NewEncoder(stdout)
	for lines := bufio.NewScanner(stdin); ; {
		resident := residentSet() // before the collection: what the process really took
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		if err := enc.Encode(usage{base + srv.BasePath(), resident, m.HeapAlloc}); err != nil {
			return fmt.Errorf("report memory: %w", err)
		}
		if !lines.Scan() {
			return lines.Err()
		}
	}
}

// residentSet reads VmRSS where there is a /proc.
func residentSet() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmRSS:")); ok {
			fields := bytes.Fields(rest)
			if len(fields) == 2 {
				kib, err := strconv.ParseUint(string(fields[0]), 10, 64)
				if err == nil {
					return kib << 10
				}
			}
		}
	}
	return 0
}

// childProcess is a running child.
type childProcess struct {
	base string
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *json.Decoder
	errs bytes.Buffer
}

func startChild(ctx context.Context, p *population) (*childProcess, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	setup, err := json.Marshal(childSetup{Data: p.place.serving.DataDir})
	if err != nil {
		return nil, err
	}
	c := &childProcess{cmd: exec.CommandContext(ctx, self)}
	c.cmd.Env = append(os.Environ(), childVariable+"="+string(setup))
	c.cmd.Stderr = &c.errs
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a server process: %w", err)
	}
	c.out = json.NewDecoder(out)
	var ready usage
	if err := c.out.Decode(&ready); err != nil {
		err = fmt.Errorf("the server process said nothing: %w", err)
		return nil, errors.Join(err, c.close())
	}
	c.base = ready.Base
	return c, nil
}

// usage asks how much memory the child holds now.
func (c *childProcess) usage() (u usage, err error) {
	if _, err := io.WriteString(c.in, "\n"); err != nil {
		return u, fmt.Errorf("ask the server process: %w", err)
	}
	if err := c.out.Decode(&u); err != nil {
		return u, fmt.Errorf("read the server process's memory: %w", err)
	}
	return u, nil
}

// close lets the child end.
func (c *childProcess) close() error {
	err := c.in.Close()
	if werr := c.cmd.Wait(); werr != nil {
		err = errors.Join(err, fmt.Errorf("server process: %w: %s", werr, bytes.TrimSpace(c.errs.Bytes())))
	}
	return err
}
