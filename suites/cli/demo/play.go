package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/entrasim/entrasim/fixtures"
	"github.com/entrasim/entrasim/simulator"
)

// Options say how the play is shown. Only Out is required.
type Options struct {
	Out     io.Writer
	Verbose bool // every request and answer in full
	Color   bool
	Seed    uint64
}

// ErrDisagree is returned when the target does not agree with the source at the end.
var ErrDisagree = errors.New("the target does not agree with the source")

// play is the state of one performance.
type play struct {
	*narrator
	*stage
	seed      uint64
	contact   contact
	directory *simulator.Directory
	provider  string // provider id, the public half of the token
	secret    string
	sim       *simulator.Simulator
}

// Run plays the guide, the day and the ending. It returns ErrDisagree for a target that differs from the source, other
// errors when the play could not go on.
func Run(ctx context.Context, o Options) (err error) {
	data, err := fixtures.Directory("wando")
	if err != nil {
		return err
	}
	directory, err := simulator.ParseDirectory("wando.yaml", data)
	if err != nil {
		return fmt.Errorf("read the demo's directory: %w", err)
	}
	clock := simulator.NewVirtualClock(directory.Now())
	s, err := setStage(ctx, clock.Now, o.Seed)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close(ctx)) }()

	p := &play{
		narrator:  &narrator{out: o.Out, verbose: o.Verbose, color: o.Color},
		stage:     s,
		seed:      o.Seed,
		contact:   contact{url: s.adminURL, client: &http.Client{Transport: &http.Transport{}}},
		directory: directory,
	}
	p.printf("%s\n", p.style(bold, "The Wando customer guide, acted out"))
	p.printf("A tenant of %d users and %d groups, a SCIM endpoint on this machine, virtual time from %s, seed %d.\n",
		directory.Len(simulator.KindUser), directory.Len(simulator.KindGroup), clock.Now().Format("Mon 2 Jan 2006 15:04 MST"), o.Seed)

	defer func() {
		if p.sim != nil {
			err = errors.Join(err, p.sim.Close())
		}
		p.contact.client.CloseIdleConnections()
	}()

	for _, act := range []func(context.Context, simulator.Clock) error{p.guide, p.day, p.ending} {
		if err := act(ctx, clock); err != nil {
			return err
		}
	}
	return p.err
}

// enterCredentials is step 4 of the guide: tenant URL and secret token become a provisioning job.
func (p *play) enterCredentials(secret string, clock simulator.Clock) (*simulator.Simulator, error) {
	sim, err := simulator.New(simulator.Config{
		URL: p.scimURL, Token: secret, Directory: p.directory, Mapping: mapping, Seed: p.seed, Clock: clock,
	})
	if err != nil {
		return nil, fmt.Errorf("enter the admin credentials: %w", err)
	}
	return sim, nil
}
