package selftest

import (
	"net/http"
	"strings"
)

// spoil makes a Wrap that changes the resources of one kind in every answer.
func spoil(kind string, edit func(object)) func(http.Handler) http.Handler {
	return breaking(func(r *request) *reply {
		answer := r.pass()
		if r.kind == kind && answer.status < 300 {
			answer.resources(edit)
		}
		return answer
	})
}

func answerDefects() []Defect {
	return []Defect{
		{
			Name: "string-bool-echoed", About: `active comes back as "True" or "False"`,
			Fails: []string{"AAD-008", "AAD-009"},
			Wrap: spoil("Users", func(o object) {
				if b, ok := o["active"].(bool); ok {
					o["active"] = map[bool]string{true: "True", false: "False"}[b]
				}
			}),
		},
		{
			Name: "active-always-true", About: "a disabled user is shown as active (Q19)",
			Fails: []string{"AAD-008", "AAD-009", "AAD-018", "LIF-005"},
			Wrap:  spoil("Users", func(o object) { o["active"] = true }),
		},
		{
			Name: "disabled-is-gone", About: "a disabled user answers 404 and no filter finds them (Q19)",
			Fails: []string{"AAD-018", "LIF-005", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				if r.Method != http.MethodGet || r.kind != "Users" {
					return answer
				}
				if r.id != "" && answer.body["active"] == false {
					return refusal(http.StatusNotFound, "", "no such user")
				}
				answer.keep(func(o object) bool { return o["active"] != false })
				return answer
			}),
		},
		{
			Name: "no-id-on-create", About: "the answer to a create has no id",
			Fails: []string{"AAD-006"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				if r.Method == http.MethodPost && r.kind == "Users" {
					delete(answer.body, "id")
				}
				return answer
			}),
		},
		{
			Name: "dotted-keys-stored", About: "a key with a dot is stored as an attribute of that name (Q05)",
			Fails: []string{"AAD-011"},
			Wrap: spoil("Users", func(o object) {
				if name, ok := o["name"].(object); ok && name["givenName"] == "Mirabel" {
					name["givenName"], o["name.givenName"] = "Mira", "Mirabel"
				}
			}),
		},
		{
			Name: "manager-echo-string", About: "manager comes back as a bare string (Q45)",
			Fails: []string{"AAD-016"},
			Wrap: spoil("Users", func(o object) {
				for urn, v := range o {
					if extension, ok := v.(object); ok && strings.HasPrefix(urn, "urn:") {
						if manager, ok := extension["manager"].(object); ok {
							extension["manager"] = manager["value"]
						}
					}
				}
			}),
		},
		{
			Name: "addresses-split", About: "each operation on an address makes an address of its own (Q02)",
			Fails: []string{"AAD-015", "AAD-035"},
			Wrap: spoil("Users", func(o object) {
				var split []any
				list, _ := o["addresses"].([]any)
				for _, e := range list {
					address, _ := e.(object)
					for key, v := range address {
						if key != "type" {
							split = append(split, object{"type": address["type"], key: v})
						}
					}
				}
				if split != nil {
					o["addresses"] = split
				}
			}),
		},
		{
			Name: "not-everything-echoed", About: "preferredLanguage is stored and never shown (Q17)",
			Fails: []string{"LIF-003"},
			Wrap:  spoil("Users", func(o object) { delete(o, "preferredLanguage") }),
		},
	}
}

func listDefects() []Defect {
	return []Defect{
		{
			Name: "no-match-is-404", About: "a filter that matches nobody answers 404 (Q06)",
			Fails: []string{"AAD-001"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				if list, ok := answer.body["Resources"].([]any); ok && len(list) == 0 {
					return refusal(http.StatusNotFound, "", "nobody")
				}
				return answer
			}),
		},
		{
			Name: "resources-null", About: "an empty list has Resources null (Q32)",
			Fails: []string{"AAD-001"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				if list, ok := answer.body["Resources"].([]any); ok && len(list) == 0 {
					answer.body["Resources"] = nil
				}
				return answer
			}),
		},
		{
			// (One that finds nobody is right: a filter that is never looked at is a missing feature, which FLT-001 is about.)
			Name: "filter-of-somebody-ignored", About: "a filter that finds somebody returns everybody",
			Fails: []string{"AAD-003", "AAD-004", "AAD-024"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				query := r.URL.Query()
				if list, _ := answer.body["Resources"].([]any); len(list) == 0 || !query.Has("filter") {
					return answer
				}
				query.Del("filter")
				r.URL.RawQuery = query.Encode()
				return r.pass()
			}),
		},
		{
			Name: "filter-second-half-ignored", About: "of terms joined by and only the first counts",
			Fails: []string{"AAD-003", "AAD-030", "LIF-001"}, // Entra asks id eq … and manager eq … before it links a manager
			Wrap: breaking(func(r *request) *reply {
				query := r.URL.Query()
				first, _, _ := strings.Cut(query.Get("filter"), " and ")
				if first != "" {
					query.Set("filter", first)
					r.URL.RawQuery = query.Encode()
				}
				return r.pass()
			}),
		},
		{
			Name: "filter-case-sensitive", About: "userName and displayName are compared byte by byte (Q36)",
			Fails: []string{"AAD-024", "LIF-004"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				m := termForm.FindStringSubmatch(r.URL.Query().Get("filter"))
				if m != nil && (m[1] == "userName" || m[1] == "displayName") {
					answer.keep(func(o object) bool { return o[m[1]] == m[5] })
				}
				return answer
			}),
		},
		{
			Name: "excluded-members-ignored", About: "excludedAttributes=members changes nothing (Q12)",
			Fails: []string{"AAD-024", "LIF-010", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				query := r.URL.Query()
				if query.Has("excludedAttributes") {
					query.Del("excludedAttributes")
					query.Set("attributes", "displayName,externalId,members")
					r.URL.RawQuery = query.Encode()
				}
				return r.pass()
			}),
		},
	}
}
