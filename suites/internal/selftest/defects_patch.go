package selftest

import (
	"net/http"
	"slices"
	"strings"
)

func patchDefects() []Defect {
	return []Defect{
		{
			Name: "op-case-sensitive", About: "only lower-case operations are known (Q04)",
			Fails: []string{"AAD-007"},
			Wrap: refuseOps("invalidSyntax", func(_ *request, op object) bool {
				name, _ := op["op"].(string)
				return name != strings.ToLower(name)
			}),
		},
		{
			Name: "string-bool-rejected", About: "active must be a JSON boolean (Q03)",
			Fails: []string{"AAD-008"},
			Wrap: refuseOps("invalidValue", func(_ *request, op object) bool {
				_, text := op["value"].(string)
				return path(op) == "active" && text
			}),
		},
		{
			Name: "string-bool-truthy", About: `any non-empty string is true, so "False" enables (Q03)`,
			Fails: []string{"AAD-008", "LIF-005", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				for _, op := range r.operations() {
					if text, ok := op["value"].(string); ok && path(op) == "active" {
						op["value"] = text != ""
					}
				}
				return r.pass()
			}),
		},
		{
			Name: "filtered-path-no-target", About: "a filtered path without a match is noTarget, as the RFC has it (Q02)",
			Fails: []string{"AAD-012", "AAD-013", "AAD-014", "AAD-015"},
			Wrap: refuseOps("noTarget", func(r *request, op object) bool {
				m := pathForm.FindStringSubmatch(path(op))
				return m != nil && m[3] != "" && m[5] != "" && !is(op, "remove") && !hasElement(r.peek(), m[2], m[3], m[4])
			}),
		},
		{
			Name: "filtered-path-no-phones", About: "filtered paths are known for emails and addresses only (Q02)",
			Fails: []string{"AAD-015"},
			Wrap:  refuseOps("invalidPath", func(_ *request, op object) bool { return strings.HasPrefix(path(op), "phoneNumbers[") }),
		},
		{
			Name: "urn-split-on-dot", About: "a path that begins with a URN is not understood (Q08)",
			Fails: []string{"AAD-010", "AAD-016", "LIF-001", "LIF-002", "LIF-004"},
			Wrap:  refuseOps("invalidPath", func(_ *request, op object) bool { return strings.HasPrefix(path(op), "urn:") }),
		},
		{
			Name: "pathless-keys-ignored", About: "without path, keys with a dot or a URN are answered 204 and ignored (Q05)",
			Fails: []string{"AAD-011", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				for _, op := range r.operations() {
					if value, ok := op["value"].(object); ok && path(op) == "" {
						for key := range value {
							if strings.Contains(key, ".") {
								delete(value, key)
							}
						}
					}
				}
				return r.pass()
			}),
		},
		{
			Name: "manager-string-rejected", About: "manager must be an object (Q09)",
			Fails: []string{"AAD-016", "LIF-001", "LIF-002"},
			Wrap: refuseOps("invalidValue", func(_ *request, op object) bool {
				text, ok := op["value"].(string)
				return strings.HasSuffix(path(op), ":manager") && ok && text != ""
			}),
		},
		{
			Name: "manager-ignored", About: "operations on the manager are answered 204 and not done",
			Fails: []string{"AAD-016", "LIF-001"},
			Wrap:  dropOps(func(_ *request, op object) bool { return strings.HasSuffix(path(op), ":manager") }),
		},
		{
			Name: "manager-clear-ignored", About: "clearing the manager is answered 204 and not done (Q41)",
			Fails: []string{"AAD-017"},
			Wrap: dropOps(func(_ *request, op object) bool {
				value, _ := op["value"].(object)
				return strings.HasSuffix(path(op), ":manager") && (is(op, "remove") || op["value"] == "" || value != nil && value["value"] == "")
			}),
		},
		{
			Name: "username-immutable", About: "a change of userName is answered 204 and not done (Q24)",
			Fails: []string{"AAD-021", "LIF-006"},
			Wrap:  dropOps(func(_ *request, op object) bool { return path(op) == "userName" }),
		},
		{
			Name: "restore-ignored", About: "once disabled, always disabled (Q35)",
			Fails: []string{"AAD-008", "AAD-019", "LIF-005"},
			Wrap: dropOps(func(_ *request, op object) bool {
				text, _ := op["value"].(string)
				return path(op) == "active" && (op["value"] == true || strings.EqualFold(text, "true"))
			}),
		},
		{
			Name: "remove-member-wipes-group", About: "Remove members ignores the value and empties the group (Q01)",
			Fails: []string{"AAD-027", "AAD-037", "LIF-010", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				for _, op := range r.operations() {
					if path(op) == "members" && is(op, "remove") {
						op["op"], op["value"] = "replace", []any{}
					}
				}
				return r.pass()
			}),
		},
		{
			Name: "member-filter-rejected", About: `the path members[value eq "…"] is not understood`,
			Fails: []string{"AAD-028", "AAD-037", "LIF-012"},
			Wrap:  refuseOps("invalidPath", func(_ *request, op object) bool { return strings.HasPrefix(path(op), "members[") }),
		},
		{
			Name: "member-ref-null", About: "$ref: null is refused (Q29)",
			Fails: []string{"AAD-026"},
			Wrap: refuseOps("invalidValue", func(_ *request, op object) bool {
				list, _ := op["value"].([]any)
				return slices.ContainsFunc(list, func(e any) bool {
					member, _ := e.(object)
					ref, present := member["$ref"]
					return present && ref == nil
				})
			}),
		},
		{
			Name: "members-replaced", About: "Add members replaces those who are there (Q13)",
			Fails: []string{"AAD-026", "AAD-037", "LIF-001", "LIF-010", "LIF-012"},
			Wrap: breaking(func(r *request) *reply {
				for _, op := range r.operations() {
					if path(op) == "members" && is(op, "add") {
						op["op"] = "replace"
					}
				}
				return r.pass()
			}),
		},
		{
			Name: "members-lost", About: "Add members is answered 204 and not done",
			Fails: []string{"AAD-026"},
			Wrap:  dropOps(func(_ *request, op object) bool { return path(op) == "members" && is(op, "add") }),
		},
	}
}

func hasElement(o object, attribute, key, literal string) bool {
	list, _ := o[attribute].([]any)
	return slices.ContainsFunc(list, func(e any) bool {
		element, _ := e.(object)
		return element[key] == literal
	})
}

func requestDefects() []Defect {
	return []Defect{
		{
			Name: "client-meta-rejected", About: "a body with meta is refused although readOnly attributes are to be ignored",
			Fails: []string{"AAD-005", "AAD-023"},
			Wrap: breaking(func(r *request) *reply {
				if r.Method == http.MethodPost && r.body["meta"] != nil {
					return refusal(http.StatusBadRequest, "mutability", "meta is read-only")
				}
				return r.pass()
			}),
		},
		{
			Name: "legacy-urn-rejected", About: "an unknown schema URN is refused (Q57)",
			Fails: []string{"AAD-023"},
			Wrap: breaking(func(r *request) *reply {
				schemas, _ := r.body["schemas"].([]any)
				if slices.ContainsFunc(schemas, func(s any) bool { return strings.HasPrefix(s.(string), "http://") }) {
					return refusal(http.StatusUnprocessableEntity, "invalidValue", "unknown schema")
				}
				return r.pass()
			}),
		},
		{
			Name: "group-names-twice", About: "a second group of the same name is created",
			Fails: []string{"AAD-025"},
			Wrap: breaking(func(r *request) *reply {
				answer := r.pass()
				if r.Method == http.MethodPost && r.kind == "Groups" && answer.status == http.StatusConflict {
					return &reply{status: http.StatusCreated, header: answer.header, body: object{"id": "twin", "displayName": r.body["displayName"]}}
				}
				return answer
			}),
		},
		{
			Name: "delete-ignored", About: "DELETE is answered 204 and not done",
			Fails: []string{"AAD-020", "LIF-005", "LIF-007"},
			Wrap: breaking(func(r *request) *reply {
				if r.Method == http.MethodDelete && r.kind == "Users" {
					return &reply{status: http.StatusNoContent}
				}
				return r.pass()
			}),
		},
		{
			Name: "bare-get-refused", About: "a request without User-Agent is turned away with an HTML page (Q55)",
			Fails: []string{"AAD-001", "AAD-002"},
			Wrap: func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("User-Agent") == "" {
						w.Header().Set("Content-Type", "text/html")
						w.WriteHeader(http.StatusForbidden)
						_, _ = w.Write([]byte("<html>blocked</html>"))
						return
					}
					next.ServeHTTP(w, r)
				})
			},
		},
	}
}
