package scenario

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"
)

// kind is a kind of resource in the endpoint.
type kind struct {
	singular, endpoint string
	unique             string // what people call it by
	schema             string
}

var (
	users  = kind{"user", "Users", "userName", "urn:ietf:params:scim:schemas:core:2.0:User"}
	groups = kind{"group", "Groups", "displayName", "urn:ietf:params:scim:schemas:core:2.0:Group"}
)

// mostAnswer is how much of an answer is read.
const mostAnswer = 16 << 20

// ask sends a request of the scenario's own, past all faults, and reads the answer. A scenario looks at the endpoint with plain
// SCIM and its own eyes, not with those of the simulator.
func (w *world) ask(ctx context.Context, method, target, body string) (map[string]any, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(w.stage.url, "/")+target, strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask the endpoint: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+w.stage.token)
	req.Header.Set("Accept", "application/scim+json")
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json")
	}
	res, err := w.stage.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the endpoint: %w", err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, mostAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer to %s %s: %w", method, target, err)
	}
	if res.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s answered %d: %s", method, target, res.StatusCode, strings.TrimSpace(string(data)))
	}
	if len(data) == 0 {
		return nil, nil
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("read the answer to %s %s: %w", method, target, err)
	}
	return doc, nil
}

// search finds resources by name.
func (w *world) search(ctx context.Context, k kind, name string) ([]map[string]any, error) {
	quoted, err := json.Marshal(name)
	if err != nil {
		return nil, fmt.Errorf("ask for %s: %w", name, err)
	}
	doc, err := w.ask(ctx, http.MethodGet, "/"+k.endpoint+"?filter="+url.QueryEscape(k.unique+" eq "+string(quoted)), "")
	if err != nil {
		return nil, err
	}
	return resources(doc), nil
}

// pageSize is how many resources are asked for at a time.
const pageSize = 200

// all reads every resource of a kind, page by page.
func (w *world) all(ctx context.Context, k kind) ([]map[string]any, error) {
	var list []map[string]any
	for {
		doc, err := w.ask(ctx, http.MethodGet, fmt.Sprintf("/%s?startIndex=%d&count=%d", k.endpoint, len(list)+1, pageSize), "")
		if err != nil {
			return nil, err
		}
		page := resources(doc)
		list = append(list, page...)
		total, _ := doc["totalResults"].(float64)
		if len(page) == 0 || len(list) >= int(total) {
			return list, nil
		}
	}
}

func resources(doc map[string]any) []map[string]any {
	items, _ := doc["Resources"].([]any)
	var list []map[string]any
	for _, item := range items {
		if r, ok := item.(map[string]any); ok {
			list = append(list, r)
		}
	}
	return list
}
