package validator

import (
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// Result is what came of one test.
type Result = trial.Result

// Test is the declaration of one test.
type Test = trial.Test

// Created is a resource that a run has made.
type Created = trial.Created

// Report is what came of a run.
type Report struct {
	Target   string    `json:"target"`
	Seed     uint64    `json:"seed"`
	Marker   string    `json:"marker"` // what the made-up names have in common
	Runs     []ToolRun `json:"tools"`
	Left     []Created `json:"left,omitempty"` // what could not be removed
	Warnings []string  `json:"warnings,omitempty"`
}

// ToolRun is one tool's part.
type ToolRun struct {
	Tool        trial.Tool            `json:"tool"`
	Attributes  attribute.Origin      `json:"attributes"`
	UserJoin    string                `json:"userJoin"`
	GroupJoin   string                `json:"groupJoin,omitempty"`
	Counts      Counts                `json:"counts"`
	Overall     string                `json:"overall"` // what the tool itself would say, in plain words
	Preparation []scimclient.Exchange `json:"preparation,omitempty"`
	Results     []Result              `json:"results"`
	CleanUp     []scimclient.Exchange `json:"cleanUp,omitempty"` // sent by us, not by the tool
}

// Counts sums up verdicts.
type Counts struct {
	Passed      int `json:"passed"`
	Failed      int `json:"failed"`
	FalseAlarms int `json:"falseAlarms"`
	Unseen      int `json:"unseen"`
	Skipped     int `json:"skipped"`
	NotRun      int `json:"notRun"`
	NeedsTenant int `json:"needsTenant"`
}

func (c *Counts) add(v trial.Verdict) {
	switch v {
	case trial.OK:
		c.Passed++
	case trial.Bad:
		c.Failed++
	case trial.FalseAlarm:
		c.FalseAlarms++
	case trial.Unseen:
		c.Unseen++
	case trial.Skipped:
		c.Skipped++
	case trial.NotRun:
		c.NotRun++
	case trial.NeedsTenant:
		c.NeedsTenant++
	}
}

// Findings counts the tests that speak against the endpoint: mandatory ones that failed. Strictly, every test counts that
// either the tool or the RFC is not content with.
func (r Report) Findings(strict bool) int {
	n := 0
	for _, run := range r.Runs {
		for _, res := range run.Results {
			if res.Verdict == trial.Bad && (strict || res.Kind == trial.Mandatory) || strict && (res.Verdict == trial.FalseAlarm || res.Verdict == trial.Unseen) {
				n++
			}
		}
	}
	return n
}

// close draws the tool's own conclusion.
func (t *ToolRun) close() {
	t.Counts = Counts{}
	failed := 0
	for _, r := range t.Results {
		t.Counts.add(r.Verdict)
		if r.Tool == trial.Failed && r.Kind == trial.Mandatory {
			failed++
		}
	}
	switch {
	case t.Counts.NotRun > 0:
		t.Overall = "unfinished"
	case failed > 0:
		t.Overall = fmt.Sprintf("failed: %d of the mandatory tests", failed)
	case t.Tool == trial.Gallery && !t.authenticated():
		t.Overall = "failed: neither authentication test passed, and a bearer token alone is not accepted for the gallery"
	default:
		t.Overall = "passed"
	}
}

// authenticated reports whether one of the gallery's two authentication tests passed. A run of selected tests that
// leaves both out says nothing about it.
func (t *ToolRun) authenticated() bool {
	there := false
	for _, r := range t.Results {
		if r.ID == "G21" || r.ID == "G22" {
			there = true
			if r.Tool == trial.Passed {
				return true
			}
		}
	}
	return !there
}
