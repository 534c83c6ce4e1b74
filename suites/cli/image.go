package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/cli/container"
)

// image holds the flags of a target that is started for the run.
type image struct {
	name, waitHTTP, basePath, engine, tokenFromLog string
	env                                            []string
	port                                           int
	within                                         time.Duration
	args                                           []string // the container's command
}

func (i *image) flags(fs *pflag.FlagSet) {
	fs.StringVar(&i.name, "image", "", "start a container of this image, judge it, and take it away; in place of --url. What follows -- is its command")
	fs.IntVar(&i.port, "port", 0, "port of the endpoint inside the container")
	fs.StringArrayVar(&i.env, "env", nil, "NAME=VALUE for the container, or NAME to pass a variable on; can be repeated")
	fs.StringVar(&i.waitHTTP, "wait-http", "", "path that answers 2xx when the container is ready, such as /health (default: any answer will do)")
	fs.StringVar(&i.basePath, "base-path", "/scim/v2", "path in front of /Users inside the container")
	fs.StringVar(&i.tokenFromLog, "token-from-log", "", "regular expression that finds the token in what the container prints; its first group is the token")
	fs.StringVar(&i.engine, "engine", "docker", "command that drives the container engine")
	fs.DurationVar(&i.within, "start-timeout", time.Minute, "how long the container may take until it is ready")
}

// arguments takes a command for the container, after --, and nothing else.
func (c *conform) arguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 && cmd.ArgsLenAtDash() != 0 {
		return noFile(cmd, args)
	}
	return nil
}

// runImage starts the container, judges it and takes it away, whatever comes in between.
func (c *conform) runImage(cmd *cobra.Command, args []string) error {
	find, err := c.checkImage()
	if err != nil {
		return err
	}
	c.image.args = args
	ctx := cmd.Context()
	started, err := container.Start(ctx, container.Options{
		Image: c.image.name, Port: c.image.port, Env: c.image.env, Args: args, WaitHTTP: c.image.waitHTTP, Within: c.image.within,
		Engine: c.image.engine, Name: "entrasim-conform-" + suites.NewRunID(), Pause: pause,
	})
	if err != nil {
		return imageError(err)
	}
	defer started.Remove()
	fmt.Fprintf(cmd.ErrOrStderr(), "started %s at %s\n", c.image.name, started.Address)
	if find != nil {
		if c.token.value, err = findToken(ctx, find, started, c.image.within); err != nil {
			return err
		}
	}
	c.url = "http://" + started.Address + "/" + strings.Trim(c.image.basePath, "/")
	return c.run(cmd)
}

// checkImage makes sure that the flags can work before anything is started.
func (c *conform) checkImage() (find *regexp.Regexp, err error) {
	switch {
	case c.url != "":
		return nil, usage(nil, "leave one of them out; the container's URL follows from --port and --base-path", "--url and --image both say what to judge")
	case c.image.port < 1 || c.image.port > 65535:
		return nil, usage(nil, "give the port that the endpoint listens on inside the container: --port 8080", "--image needs --port")
	case c.image.within <= 0:
		return nil, usage(nil, "give a duration like 30s", "--start-timeout must be positive")
	case c.image.waitHTTP != "" && !strings.HasPrefix(c.image.waitHTTP, "/"):
		return nil, usage(nil, "give a path like /health", "--wait-http %q is no path", c.image.waitHTTP)
	}
	if c.image.tokenFromLog == "" {
		_, err := c.token.read() // before a container is started in vain
		return nil, err
	}
	find, err = regexp.Compile(c.image.tokenFromLog)
	if err != nil || find.NumSubexp() < 1 {
		return nil, usage(err, `put the token into parentheses: --token-from-log '"token":"([^"]+)"'`, "--token-from-log is no regular expression with a group")
	}
	return find, nil
}

// command is the command line that repeats a run: it starts the container again, since its address is another one each time. Values of
// --env may be secret; they are taken from the environment.
func (i *image) command(opts suites.Options) string {
	again := []string{"--image", i.name, "--port", strconv.Itoa(i.port)}
	for _, e := range i.env {
		name, _, _ := strings.Cut(e, "=")
		again = append(again, "--env", name)
	}
	for _, f := range []struct{ flag, value, usual string }{
		{"--wait-http", i.waitHTTP, ""},
		{"--base-path", i.basePath, "/scim/v2"},
		{"--token-from-log", i.tokenFromLog, ""},
		{"--engine", i.engine, "docker"},
		{"--start-timeout", i.within.String(), time.Minute.String()},
	} {
		if f.value != f.usual {
			again = append(again, f.flag, f.value)
		}
	}
	command := strings.Replace(opts.Command, suites.Quote("--url", opts.URL), suites.Quote(again...), 1)
	if len(i.args) > 0 {
		command += " -- " + suites.Quote(i.args...)
	}
	return command
}

// findToken waits until the container has printed its token.
func findToken(ctx context.Context, find *regexp.Regexp, c *container.Container, within time.Duration) (string, error) {
	limited, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for {
		if found := find.FindStringSubmatch(c.Log(limited)); found != nil && found[1] != "" {
			return found[1], nil
		}
		if err := pause(limited, 100*time.Millisecond); err != nil {
			if ctx.Err() != nil {
				return "", &Error{Message: "the run was interrupted", Remedy: "nothing had been judged; the container is taken away", Code: exitFailed}
			}
			return "", &Error{Message: "the container printed no token that --token-from-log finds", Remedy: "look at what it prints (docker logs), or issue a token and give it by --token-env", Code: exitFailed}
		}
	}
}

// pause waits for a duration or the end of ctx.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func imageError(err error) error {
	var e *container.Error
	if !errors.As(err, &e) {
		return &Error{Cause: err, Message: "start the container", Remedy: "it was interrupted before it was ready; nothing of it is left", Code: exitFailed}
	}
	code := exitFailed
	if e.Usage {
		code = exitUsage
	}
	return &Error{Message: e.What, Remedy: e.Remedy, Code: code}
}
