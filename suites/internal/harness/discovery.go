package harness

import (
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// enterpriseURN names the Enterprise User extension (RFC 7643 §4.3).
const enterpriseURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// features are what a target announces about itself. Maps and slices are nil where the endpoint gave no usable answer: then
// nothing is known and every gate counts as open.
type features struct {
	provider  map[string]any             // ServiceProviderConfig
	config    map[string]bool            // of it: feature → supported
	types     []ResourceType             // ResourceTypes
	endpoints map[string]bool            // of them: "/users" → true, lower case
	published []Schema                   // Schemas
	schemas   map[string]map[string]bool // of them: lower-case URN → lower-case top-level attribute names
}

// discover asks the three discovery endpoints. Their answers are kept in the report; whether they are right is for the DSC
// checks to say, so anything unusable counts as unknown.
func (s *Session) discover() features {
	rec := &recorder{next: s.cfg.Transport}
	client := s.clientOver(s.patiently(rec))
	get := func(path string) []byte {
		defer rec.during("discovery")()
		req, err := http.NewRequestWithContext(s.cfg.Cancelled, http.MethodGet, s.url(path, ""), nil)
		if err != nil {
			return nil
		}
		req.Header.Set("Authorization", "Bearer "+s.token(s.cfg.Cancelled))
		req.Header.Set("Accept", mediaType)
		resp, err := client.Do(req)
		if err != nil {
			return nil
		}
		body, err := readAnswer(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			return nil
		}
		return body
	}
	var f features
	f.provider, f.config = readConfig(get("/ServiceProviderConfig"))
	f.types, f.endpoints = readResourceTypes(get("/ResourceTypes"))
	f.published, f.schemas = readSchemas(get("/Schemas"))
	for _, name := range s.cfg.Customer.undeclared(f) {
		s.noteOnce("the customer maps " + name + ", which the target's schemas do not declare")
	}
	s.mu.Lock()
	s.discovery = rec.all()
	s.mu.Unlock()
	return f
}

func decode(body []byte, v any) bool {
	return body != nil && json.Unmarshal(body, v, jsontext.AllowDuplicateNames(true), json.MatchCaseInsensitiveNames(true)) == nil
}

func readConfig(body []byte) (doc map[string]any, config map[string]bool) {
	if !decode(body, &doc) {
		return nil, nil
	}
	config = map[string]bool{}
	for name, v := range doc {
		section, ok := v.(map[string]any)
		if !ok {
			continue
		}
		for _, key := range []string{"supported", "cursor"} {
			if supported, ok := section[key].(bool); ok {
				config[name] = supported
			}
		}
	}
	return doc, config
}

// resources returns the elements of a ListResponse, or of the bare array that some targets answer instead.
func resources[E any](body []byte) []E {
	var list struct{ Resources []E }
	if decode(body, &list) {
		return list.Resources
	}
	var bare []E
	if decode(body, &bare) {
		return bare
	}
	return nil
}

func readResourceTypes(body []byte) (types []ResourceType, endpoints map[string]bool) {
	types = resources[ResourceType](body)
	endpoints = map[string]bool{}
	for _, rt := range types {
		if i := strings.LastIndex(rt.Endpoint, "/"); i >= 0 {
			endpoints[strings.ToLower(rt.Endpoint[i:])] = true
		}
	}
	if len(endpoints) == 0 {
		return nil, nil
	}
	return types, endpoints
}

func readSchemas(body []byte) (published []Schema, schemas map[string]map[string]bool) {
	published = resources[Schema](body)
	schemas = map[string]map[string]bool{}
	for _, s := range published {
		names := map[string]bool{}
		for _, a := range s.Attributes {
			names[strings.ToLower(a.Name)] = true
		}
		if s.ID != "" {
			schemas[strings.ToLower(s.ID)] = names
		}
	}
	if len(schemas) == 0 {
		return nil, nil
	}
	return published, schemas
}

// declares tells whether schema urn has a top-level attribute; true when the target publishes no schemas.
func (f features) declares(urn, attribute string) bool {
	if f.schemas == nil {
		return true
	}
	return f.schemas[strings.ToLower(urn)][strings.ToLower(attribute)]
}
