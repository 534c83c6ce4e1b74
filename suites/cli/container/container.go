package container

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Options say what to start.
type Options struct {
	Image string
	Port  int      // inside the container
	Env   []string // NAME=VALUE, or NAME to take it from this process's environment
	Args  []string // in place of the image's command
	// WaitHTTP is a path that answers 2xx when the container is ready; any answer at all will do when empty.
	WaitHTTP string
	// Within is how long to wait for that.
	Within time.Duration
	// Engine is the command that drives the engine, "docker" when empty.
	Engine string
	// Name is the container's.
	Name string
	// Pause is how long to wait between two looks.
	Pause func(context.Context, time.Duration) error
}

// Error is why there is no container.
type Error struct {
	What   string
	Remedy string
	Usage  bool // the options cannot work
}

func (e *Error) Error() string { return e.What }

// Container is one that runs.
type Container struct {
	Address string // host and port on this machine
	opts    Options
}

// Start starts the container and waits until it answers. When it fails nothing is left.
func Start(ctx context.Context, o Options) (*Container, error) {
	o.Engine = cmp.Or(o.Engine, "docker")
	c := &Container{opts: o}
	if _, err := c.command(ctx, "version", "--format", "{{.Server.Version}}"); err != nil {
		return nil, &Error{What: "no container engine: " + err.Error(), Remedy: "install and start docker (entrasim's ci/scripts/engine.sh does on Debian), or name another command with --engine"}
	}
	if err := c.start(ctx); err != nil {
		c.Remove()
		return nil, err
	}
	if err := c.ready(ctx); err != nil {
		c.Remove()
		return nil, err
	}
	return c, nil
}

func (c *Container) start(ctx context.Context) error {
	args := []string{"run", "--detach", "--name", c.opts.Name, "--label", "entrasim.conform=" + c.opts.Name, "--publish", fmt.Sprintf("127.0.0.1::%d", c.opts.Port)}
	for _, v := range c.opts.Env {
		name, _, _ := strings.Cut(v, "=")
		args = append(args, "--env", name) // the value goes by the environment of the command
	}
	args = append(append(args, c.opts.Image), c.opts.Args...)
	if _, err := c.command(ctx, args...); err != nil {
		return &Error{What: fmt.Sprintf("start a container of %s: %v", c.opts.Image, err), Remedy: "check the image's name and that it is here, or can be pulled (" + c.opts.Engine + " pull " + c.opts.Image + ")", Usage: true}
	}
	published, err := c.command(ctx, "port", c.opts.Name, fmt.Sprintf("%d/tcp", c.opts.Port))
	address, _, _ := strings.Cut(strings.TrimSpace(published), "\n")
	if err != nil || address == "" {
		return &Error{What: fmt.Sprintf("find where port %d of the container is published: %v%s", c.opts.Port, err, c.ended(ctx)), Remedy: "the container may have ended at once; look at what it prints with " + c.opts.Engine + " run " + c.opts.Image}
	}
	c.Address = address
	return nil
}

// look is how long to wait between two looks at a container that is not ready.
const look = 100 * time.Millisecond

// ready waits until the container answers.
func (c *Container) ready(ctx context.Context) error {
	limited, cancel := context.WithTimeout(ctx, c.opts.Within)
	defer cancel()
	url, last := "http://"+c.Address+c.opts.WaitHTTP, "nothing answered"
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		req, err := http.NewRequestWithContext(limited, http.MethodGet, url, nil)
		if err != nil {
			return &Error{What: "wait for the container: " + err.Error(), Remedy: "give a path like /health", Usage: true}
		}
		resp, err := client.Do(req)
		if err == nil {
			_ = resp.Body.Close()
			if c.opts.WaitHTTP == "" || resp.StatusCode/100 == 2 {
				return nil
			}
			last = "GET " + c.opts.WaitHTTP + " answers " + resp.Status
		}
		if text := c.ended(limited); text != "" {
			return &Error{What: "the container ended before it answered" + text, Remedy: "run it by itself to see what it misses; --env NAME hands it a variable"}
		}
		if c.opts.Pause(limited, look) != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &Error{What: fmt.Sprintf("the container was not ready within %s: %s%s", c.opts.Within, last, c.lastWords(ctx)), Remedy: "check --port and --wait-http, or give it more time with --start-timeout"}
		}
	}
}

// ended tells how a container that does not run any more ended; "" while it runs.
func (c *Container) ended(ctx context.Context) string {
	state, err := c.command(ctx, "inspect", "--format", "{{.State.Running}} {{.State.ExitCode}}", c.opts.Name)
	running, code, _ := strings.Cut(strings.TrimSpace(state), " ")
	if err != nil || running != "false" {
		return ""
	}
	return " with exit code " + code + c.lastWords(ctx)
}

func (c *Container) lastWords(ctx context.Context) string {
	log := strings.TrimSpace(c.Log(ctx))
	if log == "" {
		return "; it printed nothing"
	}
	return "; it printed last: " + log[strings.LastIndexByte(log, '\n')+1:]
}

// Log is what the container has printed.
func (c *Container) Log(ctx context.Context) string {
	cmd := c.build(ctx, "logs", c.opts.Name)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // no log is an empty one
	return out.String()
}

// grace is how long a container may take to end by itself.
const grace = 5 * time.Second

// removal is how long the engine may take to take a container away, on a busy machine too.
const removal = time.Minute

// Remove stops the container and takes it away, with what it wrote. It is done whatever has ended, and also when the container
// did not stop in time.
func (c *Container) Remove() {
	stopping, cancel := context.WithTimeout(context.Background(), 2*grace)
	_, _ = c.command(stopping, "stop", "--time", fmt.Sprint(int(grace.Seconds())), c.opts.Name) // one that does not exist need not be stopped
	cancel()
	removing, cancel := context.WithTimeout(context.Background(), removal)
	defer cancel()
	_, _ = c.command(removing, "rm", "--force", "--volumes", c.opts.Name)
}

// command runs the engine's command and returns what it printed.
func (c *Container) command(ctx context.Context, args ...string) (string, error) {
	cmd := c.build(ctx, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %s", c.opts.Engine, args[0], cmp.Or(complaint(errs.String()), err.Error()))
	}
	return out.String(), nil
}

// complaint is what the engine's command says went wrong, without its pointers to its own help.
func complaint(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "docker: ")
		if line != "" && !strings.HasPrefix(line, "Run '") && !strings.HasPrefix(line, "See '") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "; ")
}

func (c *Container) build(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, c.opts.Engine, args...)
	cmd.Env = os.Environ()
	for _, v := range c.opts.Env {
		if strings.Contains(v, "=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	apart(cmd)
	return cmd
}
