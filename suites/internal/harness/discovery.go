package harness

import (
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// enterpriseURN names the Enterprise User extension (RFC 7643 §4.3).
const enterpriseURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

// features are what a target announces about itself. Maps are nil where the endpoint gave no usable answer: then nothing is
// known and every gate counts as open.
type features struct {
	config    map[string]bool            // ServiceProviderConfig: feature → supported
	endpoints map[string]bool            // ResourceTypes: "/users" → true, lower case
	schemas   map[string]map[string]bool // Schemas: lower-case URN → lower-case top-level attribute names
}

// discover asks the three discovery endpoints. Their answers are kept in the report; whether they are right is for the DSC
// checks to say, so anything unusable counts as unknown.
func (s *Session) discover() features {
	rec := &recorder{next: s.cfg.Transport}
	client := s.clientOver(rec)
	get := func(path string) []byte {
		defer rec.during("discovery")()
		req, err := http.NewRequestWithContext(s.cfg.Cancelled, http.MethodGet, s.url(path, ""), nil)
		if err != nil {
			return nil
		}
		req.Header.Set("Authorization", "Bearer "+s.cfg.Token)
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
	f := features{
		config:    readConfig(get("/ServiceProviderConfig")),
		endpoints: readResourceTypes(get("/ResourceTypes")),
		schemas:   readSchemas(get("/Schemas")),
	}
	s.mu.Lock()
	s.discovery = rec.all()
	s.mu.Unlock()
	return f
}

func decode(body []byte, v any) bool {
	return body != nil && json.Unmarshal(body, v, jsontext.AllowDuplicateNames(true), json.MatchCaseInsensitiveNames(true)) == nil
}

func readConfig(body []byte) map[string]bool {
	var doc map[string]any
	if !decode(body, &doc) {
		return nil
	}
	config := map[string]bool{}
	for name, v := range doc {
		if section, ok := v.(map[string]any); ok {
			if supported, ok := section["supported"].(bool); ok {
				config[name] = supported
			}
		}
	}
	return config
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

func readResourceTypes(body []byte) map[string]bool {
	endpoints := map[string]bool{}
	for _, rt := range resources[struct{ Endpoint string }](body) {
		if i := strings.LastIndex(rt.Endpoint, "/"); i >= 0 {
			endpoints[strings.ToLower(rt.Endpoint[i:])] = true
		}
	}
	if len(endpoints) == 0 {
		return nil
	}
	return endpoints
}

func readSchemas(body []byte) map[string]map[string]bool {
	schemas := map[string]map[string]bool{}
	for _, s := range resources[struct {
		ID         string
		Attributes []struct{ Name string }
	}](body) {
		names := map[string]bool{}
		for _, a := range s.Attributes {
			names[strings.ToLower(a.Name)] = true
		}
		if s.ID != "" {
			schemas[strings.ToLower(s.ID)] = names
		}
	}
	if len(schemas) == 0 {
		return nil
	}
	return schemas
}

// gate tells whether g is open. It is closed only by the target's own word, which is then the reason.
func (f features) gate(g Gate) (open bool, reason string) {
	switch g {
	case GatePatch, GateFilter:
		if supported, known := f.config[string(g)]; known && !supported {
			return false, "/ServiceProviderConfig says " + string(g) + ".supported is false"
		}
	case GateGroups:
		if f.endpoints != nil && !f.endpoints["/groups"] {
			return false, "/ResourceTypes names no endpoint /Groups"
		}
	case GateEnterprise:
		if f.schemas != nil && f.schemas[strings.ToLower(enterpriseURN)] == nil {
			return false, "/Schemas does not list " + enterpriseURN
		}
	}
	return true, ""
}

// declares tells whether schema urn has a top-level attribute; true when the target publishes no schemas.
func (f features) declares(urn, attribute string) bool {
	if f.schemas == nil {
		return true
	}
	return f.schemas[strings.ToLower(urn)][strings.ToLower(attribute)]
}
