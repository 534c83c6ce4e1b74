package suites

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/ledger"
)

// CleanOptions say which runs' data to delete, and how to talk to the target.
type CleanOptions struct {
	Run   string // the id of one run
	Stale bool   // all runs that are gone and left something
	// URL is the target; it may be left out where the ledgers name one and the same.
	URL       string
	Token     string
	OAuth     *OAuthClient
	LedgerDir string
	// Search looks through all users and groups for the marker of Run, besides its ledger or without one.
	Search    bool
	DryRun    bool
	Transport http.RoundTripper
	Headers   http.Header
	Secrets   []string
	Timeout   time.Duration
}

// CleanedResource is one resource that a run left, and what became of it.
type CleanedResource struct {
	Run      string `json:"run"`
	Target   string `json:"target"`
	Resource string `json:"resource"`
	Name     string `json:"name"`
	ID       string `json:"id,omitempty"`
	Fate     string `json:"fate"` // deleted, was gone, not ours, left, would be deleted
	Reason   string `json:"reason,omitempty"`
}

// Clean deletes what runs left in a target: those that were killed, and those that could not delete what they made. It deletes
// nothing that does not carry the marker of its run. The error, always an *Error, says that it could not begin.
func Clean(ctx context.Context, opts CleanOptions) ([]CleanedResource, error) {
	runs, err := opts.runs()
	if err != nil {
		return nil, err
	}
	var out []CleanedResource
	for _, run := range runs {
		done, err := opts.clean(ctx, run)
		if err != nil {
			return out, err
		}
		out = append(out, done...)
	}
	return out, nil
}

// Finished tells whether nothing is left of what was to be deleted.
func Finished(cleaned []CleanedResource) bool {
	return !slices.ContainsFunc(cleaned, func(c CleanedResource) bool { return c.Fate == string(harness.Left) })
}

// partOf tells whether a ledger is that of a run, or of one of the processes that shared it: they add s and a number to its id.
func partOf(ledger, run string) bool {
	rest, ok := strings.CutPrefix(ledger, run)
	if !ok || rest == "" {
		return ok
	}
	number, ok := strings.CutPrefix(rest, "s")
	_, err := strconv.ParseUint(number, 10, 16)
	return ok && err == nil
}

// runs finds the ledgers that are meant.
func (o CleanOptions) runs() ([]ledger.Run, error) {
	if (o.Run == "") == !o.Stale {
		return nil, usage("give --run with the id that the report of the run shows, or --stale for all that are gone", "say which run's data is to be deleted")
	}
	all, err := ledger.List(o.LedgerDir)
	if err != nil {
		return nil, usage("remove the file if it is not one of a run's; what that run left can be found with --run and --search", "%w", err)
	}
	url := ""
	if o.URL != "" {
		base, err := harness.ParseBaseURL(o.URL)
		if err != nil {
			return nil, usage("the base URL is what stands in front of /Users, for example https://host/scim/v2", "%w", err)
		}
		url = base.String()
	}
	var picked []ledger.Run
	var targets []string
	for _, run := range all {
		switch {
		case o.Run != "" && !partOf(run.Run, o.Run), o.Stale && run.Alive, o.Stale && url != "" && run.Target != url:
			continue
		case run.Alive:
			return nil, usage("let it end, or interrupt it: it deletes its data itself", "the run %s is under way", run.Run)
		case o.Run != "" && url != "" && run.Target != url:
			return nil, usage("leave --url out, or give that one", "the run %s was on %s", run.Run, run.Target)
		}
		picked = append(picked, run)
		if !slices.Contains(targets, run.Target) {
			targets = append(targets, run.Target)
		}
	}
	switch {
	case len(targets) > 1:
		return nil, usage("clean one at a time, with --url and its token: "+strings.Join(targets, ", "), "there are runs on %d targets", len(targets))
	case o.Search && o.Run != "" && len(picked) == 0 && url != "":
		picked = append(picked, ledger.Run{Header: ledger.Header{Run: o.Run, Target: url}})
	case o.Run != "" && len(picked) == 0:
		return nil, usage("look for its data in the target itself: --url URL --search", "there is no ledger of the run %q in %s: it left nothing, or was on another machine", o.Run, o.LedgerDir)
	}
	return picked, nil
}

// clean deletes the data of one run and rewrites its ledger to what is left.
func (o CleanOptions) clean(ctx context.Context, run ledger.Run) ([]CleanedResource, error) {
	var client *harness.OAuthClient
	if o.OAuth != nil {
		c := harness.OAuthClient(*o.OAuth)
		client = &c
	}
	session, err := harness.Open(harness.Config{
		URL: run.Target, Token: o.Token, OAuth: client, Transport: o.Transport, Headers: o.Headers, Secrets: o.Secrets, Timeout: o.Timeout,
		RunID: run.Run, Cancelled: ctx,
	})
	if err != nil {
		return nil, usage("use the id as the report shows it", "%w", err)
	}
	if err := session.Reach(ctx); err != nil {
		return nil, reachError(err, Options{URL: run.Target})
	}
	open := run.Open
	if o.Search {
		if open, err = o.search(ctx, session, open); err != nil {
			return nil, &Error{Kind: Unreachable, Err: err, Advice: "the target must be able to list its users and groups for that"}
		}
	}
	var out []CleanedResource
	kept := map[int]ledger.Entry{}
	fates := session.Clean(ctx, open, o.DryRun)
	for key, c := range fates {
		if c.Fate == harness.Left {
			kept[key] = c.Entry
		}
		out = append(out, CleanedResource{run.Run, run.Target, c.Resource, c.Name, c.ID, string(c.Fate), c.Reason})
	}
	slices.SortFunc(out, func(a, b CleanedResource) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	if run.Path != "" && !o.DryRun {
		if err := ledger.Keep(run, kept); err != nil {
			return out, &Error{Kind: Internal, Err: err, Advice: "what was deleted is deleted; the ledger still lists it"}
		}
	}
	return out, nil
}

// search adds what carries the marker and is not in the ledger.
func (o CleanOptions) search(ctx context.Context, s *harness.Session, open map[int]ledger.Entry) (map[int]ledger.Entry, error) {
	found, err := s.Marked(ctx)
	if err != nil {
		return nil, err
	}
	all, last := map[int]ledger.Entry{}, 0
	for key, e := range open {
		all[key], last = e, max(last, key)
	}
	for _, e := range found {
		known := false
		for _, have := range all {
			known = known || have.Resource == e.Resource && (have.ID == e.ID || have.ID == "" && strings.EqualFold(have.Name, e.Name))
		}
		if !known {
			last++
			all[last] = e
		}
	}
	return all, nil
}
