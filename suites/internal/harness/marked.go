package harness

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// Fate is what became of a resource that a run left in the target.
type Fate string

// The fates. NotOurs is a resource under the id that does not carry the run's marker: the target gave the id to another.
const (
	Deleted  Fate = "deleted"
	WasGone  Fate = "was gone"
	NotOurs  Fate = "not ours"
	Left     Fate = "left"
	WouldGo  Fate = "would be deleted"
	pageSize      = 100
)

// Cleaned is one entry and its fate; Reason says why it is left.
type Cleaned struct {
	Entry
	Fate   Fate
	Reason string
}

// Marker is in the name of everything that a run creates.
func Marker(run string) string { return "es-" + run + "-" }

// Clean deletes what a run left in the target, groups before users, and nothing that does not carry the run's marker. With
// dry nothing is deleted.
func (s *Session) Clean(ctx context.Context, open map[int]Entry, dry bool) map[int]Cleaned {
	out := make(map[int]Cleaned, len(open))
	for _, key := range newestFirst(open) {
		c := Cleaned{Entry: open[key], Fate: Left}
		if ctx.Err() != nil {
			c.Reason = "interrupted"
		} else {
			c = s.clean(ctx, open[key], dry)
		}
		out[key] = c
	}
	return out
}

func (s *Session) clean(ctx context.Context, e Entry, dry bool) Cleaned {
	left := func(format string, args ...any) Cleaned {
		return Cleaned{e, Left, s.redact.text(fmt.Sprintf(format, args...))}
	}
	if e.ID == "" {
		id, err := s.find(ctx, e)
		if err != nil {
			return left("look up: %s", transportText(err))
		}
		if id == "" {
			return Cleaned{Entry: e, Fate: WasGone}
		}
		e.ID = id
	}
	path := "/" + e.Resource + "/" + url.PathEscape(e.ID)
	status, body, err := s.plain(ctx, http.MethodGet, path, "")
	switch {
	case err != nil:
		return left("read: %s", transportText(err))
	case status == http.StatusNotFound || status == http.StatusGone:
		return Cleaned{Entry: e, Fate: WasGone}
	case status != http.StatusOK:
		return left("read: the target answered %s", statusText(status))
	case !strings.Contains(strings.ToLower(string(body)), Marker(s.cfg.RunID)):
		return Cleaned{e, NotOurs, "it does not carry the marker " + Marker(s.cfg.RunID)}
	case dry:
		return Cleaned{Entry: e, Fate: WouldGo}
	}
	status, _, err = s.plain(ctx, http.MethodDelete, path, "")
	switch {
	case err != nil:
		return left("delete: %s", transportText(err))
	case status == http.StatusNotFound || status == http.StatusGone:
		return Cleaned{Entry: e, Fate: WasGone}
	case status/100 != 2:
		return left("delete: the target answered %s", statusText(status))
	}
	return Cleaned{Entry: e, Fate: Deleted}
}

// Marked looks through all users and groups of the target for what carries the run's marker: for a run whose ledger is lost.
func (s *Session) Marked(ctx context.Context) ([]Entry, error) {
	var found []Entry
	for _, resource := range []string{"Users", "Groups"} {
		err := s.pages(ctx, resource, "", func(r map[string]any) bool {
			if e, ok := s.marked(resource, r); ok {
				found = append(found, e)
			}
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("look through /%s: %w", resource, err)
		}
	}
	return found, nil
}

func (s *Session) marked(resource string, r map[string]any) (Entry, bool) {
	id := textOf(r["id"])
	for _, name := range []string{"userName", "displayName", "externalId"} {
		text, _ := member(r, name).(string)
		if id != "" && strings.Contains(strings.ToLower(text), Marker(s.cfg.RunID)) {
			return Entry{Resource: resource, Attribute: name, Name: text, ID: id}, true
		}
	}
	return Entry{}, false
}

// pages reads a list to its end and shows each resource, until show has seen enough. A target without the endpoint has none.
func (s *Session) pages(ctx context.Context, resource, filter string, show func(map[string]any) bool) error {
	seen := map[string]bool{}
	for range mostPages {
		query := "startIndex=" + strconv.Itoa(len(seen)+1) + "&count=" + strconv.Itoa(pageSize)
		if filter != "" {
			query = "filter=" + url.QueryEscape(filter) + "&" + query
		}
		status, body, err := s.plain(ctx, http.MethodGet, "/"+resource, query)
		switch {
		case err != nil:
			return err
		case slices.Contains([]int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented}, status):
			return nil
		case status != http.StatusOK:
			return fmt.Errorf("the target answered %s", statusText(status))
		}
		var list struct {
			TotalResults float64
			Resources    []map[string]any
		}
		if err := json.Unmarshal(body, &list, json.MatchCaseInsensitiveNames(true)); err != nil {
			return fmt.Errorf("read list: %w", err)
		}
		before := len(seen)
		for _, r := range list.Resources {
			if id := textOf(r["id"]); !seen[id] {
				seen[id] = true
				if !show(r) {
					return nil
				}
			}
		}
		if len(seen) == before || float64(len(seen)) >= list.TotalResults {
			return nil
		}
	}
	return nil
}

// textOf is an id as text, also where the target has numbers.
func textOf(id any) string {
	switch x := id.(type) {
	case string:
		return x
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return ""
}
