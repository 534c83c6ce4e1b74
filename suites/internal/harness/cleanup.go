package harness

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Sweep deletes what is still in the ledger, groups before users. What cannot be deleted is noted in the report by name, so
// that somebody can.
func (s *Session) Sweep(ctx context.Context) {
	open := s.cfg.Ledger.Open()
	for _, key := range newestFirst(open) {
		if err := s.remove(ctx, key, open[key]); err != nil {
			s.noteOnce(fmt.Sprintf("left behind in the target: %s %q: %s", open[key].Resource, open[key].Name, s.redact.text(err.Error())))
		}
	}
}

// remove deletes one entry. An entry whose create was never answered is looked up by name: the target may have it.
func (s *Session) remove(ctx context.Context, key int, e Entry) error {
	id := e.ID
	if id == "" {
		found, err := s.find(ctx, e)
		if err != nil {
			return fmt.Errorf("look up: %w", err)
		}
		id = found
	}
	if id != "" {
		status, _, err := s.plain(ctx, http.MethodDelete, "/"+e.Resource+"/"+url.PathEscape(id), "")
		if err != nil {
			return fmt.Errorf("delete: %w", err)
		}
		if status/100 != 2 && status != http.StatusNotFound {
			return fmt.Errorf("delete /%s/%s: the target answered %d", e.Resource, id, status)
		}
		e.ID = id
		s.mu.Lock()
		s.removed = append(s.removed, e)
		s.mu.Unlock()
	}
	s.cfg.Ledger.Done(key)
	return nil
}

// find returns the id of the one resource with the entry's name, or "" when there is none. Names carry the run's marker;
// an answer that does not repeat the name is a filter that was ignored and must not lead to a deletion. Where filters do not
// work, or are not looked at, the list is read to its end.
func (s *Session) find(ctx context.Context, e Entry) (id string, err error) {
	if e.Name == "" {
		return "", nil
	}
	is := func(r map[string]any) bool {
		if text, _ := member(r, e.Attribute).(string); strings.EqualFold(text, e.Name) {
			id = textOf(r["id"])
		}
		return id == ""
	}
	filtered := s.pages(ctx, e.Resource, e.Attribute+` eq "`+e.Name+`"`, is)
	if id != "" || filtered == nil {
		return id, nil
	}
	return id, s.pages(ctx, e.Resource, "", is)
}

// plain sends a request outside any check.
func (s *Session) plain(ctx context.Context, method, path, query string) (int, []byte, error) {
	resp, body, err := s.ask(ctx, method, path, query)
	if err != nil {
		return 0, nil, err
	}
	return resp.StatusCode, body, nil
}

// ask is plain with the answer's header.
func (s *Session) ask(ctx context.Context, method, path, query string) (*http.Response, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url(path, query), nil)
	if err != nil {
		return nil, nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+s.token(ctx))
	req.Header.Set("Accept", mediaType)
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	body, err := readAnswer(resp.Body)
	return resp, body, err
}

func (s *Session) url(path, query string) string {
	u := s.base.String() + path
	if query != "" {
		u += "?" + query
	}
	return u
}
