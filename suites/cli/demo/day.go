package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

// shownExchanges is how many exchanges of an object or cycle are printed before the rest is only counted.
const shownExchanges = 6

// day lets a virtual day pass: a cycle every 40 minutes, people coming, moving and going between them.
func (p *play) day(ctx context.Context, _ simulator.Clock) error {
	p.act("A day at " + application + "'s customer")
	quiet := 0
	silence := func() {
		if quiet > 0 {
			p.printf("\n    … %s without a change in the source: nothing is written\n", cycles(quiet))
			quiet = 0
		}
	}
	// The initial cycle of step 10 was the first of the day.
	p.sim.Advance(interval)
	_, err := p.sim.Run(ctx, simulator.RunOptions{For: 24*time.Hour - interval, OnCycle: func(report simulator.CycleReport) {
		if report.Writes == 0 && len(report.Played) == 0 && len(report.Records) == 0 {
			quiet++
			return
		}
		silence()
		p.cycle(report)
	}})
	silence()
	if err != nil {
		return fmt.Errorf("the day: %w", err)
	}
	return nil
}

// interval is the distance of cycles (dial cycle-interval, default).
const interval = 40 * time.Minute

// cycle tells what happened in the source, and what Entra made of it.
func (p *play) cycle(report simulator.CycleReport) {
	p.printf("\n    %s\n", p.style(bold, fmt.Sprintf("%s  %s cycle %d", report.Started.Format("Mon 15:04"), report.Kind, report.Number)))
	for _, played := range report.Played {
		line := fmt.Sprintf("%s  %s %s", played.At.Format("15:04"), played.Verb, played.Name)
		if played.Err != nil {
			p.bad("%s: %v", line, played.Err)
			continue
		}
		p.say("%s in Entra", line)
	}
	initial := report.Kind == simulator.Initial
	for i, record := range report.Records {
		if initial && !p.verbose && i >= shownExchanges/2 {
			break
		}
		p.record(record)
	}
	if rest := len(report.Records) - shownExchanges/2; initial && !p.verbose && rest > 0 {
		p.say("… and %d more objects in the same way", rest)
	}
	c := report.Counts
	p.say("created %d, updated %d, disabled %d, deleted %d, skipped %d, failed %d; %d requests, %d of them writes",
		c.Created, c.Updated, c.Disabled, c.Deleted, c.Skipped, c.Failed, report.Requests, report.Writes)
}

func cycles(n int) string {
	if n == 1 {
		return "1 cycle"
	}
	return fmt.Sprintf("%d cycles", n)
}
