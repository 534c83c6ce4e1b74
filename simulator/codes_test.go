package simulator_test

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator"
)

const enterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

const scimCode = "SystemForCrossDomainIdentityManagement"

// documented are the codes of engine §6.2 for SCIM jobs, those of LOGH first, then those that were seen elsewhere.
var documented = []string{
	"Conflict", "EntryConflict", "TooManyRequests", "InternalServerError", "InsufficientRights", "MethodNotAllowed", "NotPermitted",
	"Unauthorized", "UnprocessableEntity", "WebExceptionProtocolError", "InvalidAnchor", "NotImplemented", "MandatoryFieldsMissing",
	"MissingValues", "SchemaAttributeNotFound", "InternalError", "InvalidDomain", "Timeout", "LicenseLimitExceeded",
	"DuplicateTargetEntries", "DuplicateSourceEntries", "ImportSkipped", "EntrySynchronizationSkipped",
	scimCode + "MultipleEntriesInResponse", scimCode + "ServiceIncompatible", "SchemaPropertyCanOnlyAcceptValue",
	scimCode + "BadRequest", scimCode + "InvalidCredentials", scimCode + "CredentialValidationFailure",
	"UnableToResolveReferenceAttributeValue", "RedundantExport", "NotEffectivelyEntitled",
	scimCode + "ServiceIncompatibleFiltering", scimCode + "CredentialValidationUnavailable", // wire §4.2, §13.1
}

// neverRaised are those of them that the simulator does not write, with the reason.
var neverRaised = map[string]string{
	"EntryConflict":                 "the generic name beside ServiceIncompatibleFiltering, which 409 has had in logs since 2022 (wire §13.1)",
	"NotPermitted":                  "one of four names for 403; InsufficientRights is written",
	"Unauthorized":                  "401 ends the cycle before an object is blamed (§6.2, gap)",
	"MissingValues":                 "the second name of MandatoryFieldsMissing",
	"SchemaAttributeNotFound":       "a mapping to an attribute the schema does not define is refused when it is saved; what the target lacks it says with 400",
	"InvalidDomain":                 "no SCIM answer says so: it is the endpoint's 400 or 422",
	"LicenseLimitExceeded":          "no SCIM answer says so: it is the endpoint's 400, 403 or 409",
	"EntrySynchronizationSkipped":   "stands as the step EntrySynchronizationSkip with a reason; Microsoft's logs have no error information there (§8.1)",
	scimCode + "BadRequest":         "400 of jobs until 2019; ServiceIncompatible since (wire §13.1)",
	scimCode + "InvalidCredentials": "names of stored secrets that do not exist: Config has no names to get wrong",
}

// incident is what goes wrong for one user, u0, beside another one, u1, with whom nothing is wrong.
type incident struct {
	dial    string
	mapping func(users map[string]any)
	before  func(w *world, ids []string) // before the first cycle
	first   bool                         // it is the first cycle that is looked at
	event   func(w *world, ids []string)
	answer  func(rw http.ResponseWriter, r *http.Request) bool // instead of the target, in the cycle that is looked at

	code       string
	action     string
	status     string // failure unless set
	state      simulator.RunState
	category   string
	text       string        // part of the reason
	next       time.Duration // until it is tried again; 0: it is not
	quarantine string        // reason
}

// instead answers the requests of a method that are about u0, probes aside.
func instead(method string, code int, body string) func(http.ResponseWriter, *http.Request) bool {
	return func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != method || r.URL.Query().Has("filter") && !strings.Contains(r.URL.RawQuery, "u0") {
			return false
		}
		rw.Header().Set("Content-Type", "application/scim+json")
		rw.WriteHeader(code)
		_, _ = io.WriteString(rw, body)
		return true
	}
}

// always answers everything with a status.
func always(code int) func(http.ResponseWriter, *http.Request) bool {
	return func(rw http.ResponseWriter, _ *http.Request) bool { rw.WriteHeader(code); return true }
}

// with changes the user mapping: what is mapped to a target attribute takes these members.
func with(target string, more map[string]any) func(map[string]any) {
	return func(users map[string]any) {
		for _, m := range users["attributeMappings"].([]any) {
			if m := m.(map[string]any); m["targetAttributeName"] == target {
				maps.Copy(m, more)
				return
			}
		}
		mapped(users, target, more)
	}
}

// byTitle matches users by their job title alone.
func byTitle(users map[string]any) {
	with("userName", map[string]any{"matchingPriority": 0})(users)
	with("nickName", map[string]any{"matchingPriority": 1, "source": from("[jobTitle]")})(users)
}

// refusedUpdate is an update that is answered with a status; the object is tried again in the next cycle.
func refusedUpdate(code int, want string) incident {
	return incident{
		event: promoted, answer: instead(http.MethodPatch, code, `{"status":"`+fmt.Sprint(code)+`","detail":"no thanks"}`),
		code: want, action: "update", category: "failure", text: "no thanks", next: 40 * time.Minute,
	}
}

func promoted(w *world, ids []string) { w.must(w.dir.SetAttr(ids[0], "jobTitle", "Captain")) }

// TestErrorCodes goes through the codes of engine §6.2: what brings one about, what the log has then, and when it is tried again.
func TestErrorCodes(t *testing.T) {
	raised := map[string]bool{}
	for name, tt := range map[string]incident{
		"400": refusedUpdate(400, scimCode+"ServiceIncompatible"),
		"403": refusedUpdate(403, "InsufficientRights"),
		"405": refusedUpdate(405, "MethodNotAllowed"),
		"409": refusedUpdate(409, scimCode+"ServiceIncompatibleFiltering"),
		"422": refusedUpdate(422, "UnprocessableEntity"),
		"429": refusedUpdate(429, "TooManyRequests"),
		"500": refusedUpdate(500, "InternalServerError"),
		"503": refusedUpdate(503, "InternalServerError"),
		"501": refusedUpdate(501, "NotImplemented"),
		"404 on a linked object": {
			event: promoted, answer: instead(http.MethodGet, 404, `{"status":404}`),
			code: "InvalidAnchor", action: "other", category: "failure", next: 40 * time.Minute,
		},
		"the target is too slow": {
			dial: "request-timeout=2s", event: promoted, answer: func(_ http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPatch {
					return false
				}
				<-r.Context().Done()
				return true
			},
			code: "Timeout", action: "update", category: "failure", next: 40 * time.Minute,
		},
		"the connection breaks": {
			event: promoted, answer: func(_ http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodPatch {
					panic(http.ErrAbortHandler)
				}
				return false
			},
			code: "WebExceptionProtocolError", action: "update", category: "failure", next: 40 * time.Minute,
		},
		"manager as a string": {
			event: promoted, answer: instead(http.MethodGet, 200, `{"id":"x","userName":"u0@x.example","`+enterpriseUser+`":{"manager":"m-1"}}`),
			code: scimCode + "ServiceIncompatible", action: "other", category: "failure", text: "manager in " + enterpriseUser, next: 40 * time.Minute,
		},
		"an error document with a numeric status where the resource should be": {
			event: promoted, answer: instead(http.MethodGet, 200, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":404,"detail":"gone"}`),
			code: scimCode + "ServiceIncompatible", action: "other", category: "failure", text: "the answer has no id", next: 40 * time.Minute,
		},
		"several resources for one": {
			event: promoted, answer: instead(http.MethodGet, 200, `{"totalResults":2,"Resources":[{"id":"a"},{"id":"b"}]}`),
			code: scimCode + "MultipleEntriesInResponse", action: "other", category: "failure", next: 40 * time.Minute,
		},
		"two accounts match": {
			first: true, answer: instead(http.MethodGet, 200, `{"totalResults":2,"Resources":[{"id":"a","userName":"u0@x.example"},{"id":"b","userName":"U0@x.example"}]}`),
			code: "DuplicateTargetEntries", action: "other", category: "nonServiceFailure", next: 40 * time.Minute,
		},
		"one account matches two users": {
			first: true, before: func(w *world, ids []string) { // the account is taken by u1 in a cycle of its own
				w.must(w.dir.SetAttr(ids[1], "jobTitle", "Cook"))
				w.target.Add("Users", map[string]string{"userName": "cook@x.example", "nickName": "Cook"})
				w.cycle()
				w.must(w.dir.SetAttr(ids[0], "jobTitle", "Cook"))
			},
			mapping: byTitle,
			code:    "DuplicateSourceEntries", action: "other", category: "nonServiceFailure", next: 40 * time.Minute,
		},
		"no value for a required attribute": {
			first: true, mapping: func(users map[string]any) {
				with("userName", map[string]any{"matchingPriority": 0, "source": from("[jobTitle]")})(users)
				with("displayName", map[string]any{"matchingPriority": 1})(users)
			},
			before: func(w *world, ids []string) { w.must(w.dir.SetAttr(ids[1], "jobTitle", "Cook")) },
			code:   "MandatoryFieldsMissing", action: "create", category: "nonServiceFailure", text: "userName", next: 40 * time.Minute,
		},
		"several values for one": {
			event: func(w *world, ids []string) {
				w.must(w.dir.SetAttr(ids[0], "jobTitle", "First Mate"))
			},
			mapping: with("nickName", map[string]any{"source": from(`Split([jobTitle], " ")`)}),
			code:    "SchemaPropertyCanOnlyAcceptValue", action: "other", category: "nonServiceFailure", next: 40 * time.Minute,
		},
		"an expression that cannot be evaluated": {
			event: promoted, mapping: with("nickName", map[string]any{"source": from(`CDate([jobTitle])`)}),
			code: "InternalError", action: "other", category: "nonServiceFailure", text: "CDate", next: 40 * time.Minute,
		},
		"no free value for SelectUniqueValue": {
			dial: "select-unique-value=ask", first: true,
			mapping: with("nickName", map[string]any{"flowType": "ObjectAddOnly", "source": from(`SelectUniqueValue([jobTitle], ToLower([jobTitle], ))`)}),
			before: func(w *world, ids []string) {
				w.must(w.dir.SetAttr(ids[0], "jobTitle", "Crew"))
				w.must(w.dir.SetAttr(ids[1], "jobTitle", "Cook"))
				w.target.Add("Users", map[string]string{"nickName": "crew", "userName": "other@x.example"})
			},
			code: "Conflict", action: "create", category: "nonServiceFailure", text: "crew", next: 40 * time.Minute,
		},
		"no matching value": {
			first: true, mapping: byTitle,
			code: "ImportSkipped", action: "other", status: "skipped", state: simulator.Succeeded,
		},
		"nothing to change": {
			event: func(w *world, ids []string) { w.must(w.dir.SetAttr(ids[0], "displayName", "USER 0")) },
			code:  "RedundantExport", action: "other", status: "skipped", state: simulator.Succeeded,
		},
		"not assigned": {
			first: true, before: func(w *world, ids []string) { w.must(w.dir.Unassign(ids[0])) },
			code: "NotEffectivelyEntitled", action: "other", status: "skipped", state: simulator.Succeeded,
		},
		"manager who was never provisioned": {
			event: func(w *world, ids []string) {
				boss, err := w.dir.AddUser(simulator.User{UserPrincipalName: "boss@x.example", DisplayName: "Boss"})
				w.must(err)
				w.must(w.dir.SetManager(ids[0], boss))
			},
			code: "UnableToResolveReferenceAttributeValue", action: "other", status: "skipped",
		},
		"401 at the probe": {
			event: promoted, answer: always(401),
			code: scimCode + "CredentialValidationFailure", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"400 at the probe": {
			event: promoted, answer: always(400), code: scimCode + "CredentialValidationFailure", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"403 at the probe": {
			event: promoted, answer: always(403), code: scimCode + "CredentialValidationUnavailable", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"404 at the probe": {
			event: promoted, answer: always(404), code: scimCode + "ServiceIncompatible", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"a web page at the probe": {
			event: promoted, answer: func(rw http.ResponseWriter, _ *http.Request) bool {
				rw.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(rw, "<html>Sign in</html>")
				return true
			},
			code: scimCode + "ServiceIncompatible", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"404 on a lookup": {
			first: true, answer: instead(http.MethodGet, 404, ``),
			code: scimCode + "ServiceIncompatible", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"401 on an update": {
			event: promoted, answer: instead(http.MethodPatch, 401, ``),
			code: scimCode + "CredentialValidationFailure", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
		"500 at the probe": {
			event: promoted, answer: always(500),
			code: scimCode + "CredentialValidationUnavailable", state: simulator.Failed, quarantine: "EncounteredQuarantineException",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.play(t)
		})
		raised[tt.code] = true
	}
	for _, code := range documented {
		if _, never := neverRaised[code]; raised[code] == never {
			t.Errorf("%s: raised here %t, said to be never raised %t; want one of the two", code, raised[code], never)
		}
	}
}

func (i incident) play(t *testing.T) {
	dir, ids := people(t, 2)
	w := newWorld(t, dir, func(c *simulator.Config) {
		if name, value, ok := strings.Cut(i.dial, "="); ok {
			c.Dials = map[string]string{name: value}
		}
		if i.mapping != nil {
			c.Mapping = mappingFile(t, i.mapping)
		}
	})
	if i.before != nil {
		i.before(w, ids)
	}
	if !i.first {
		w.cycle()
		i.event(w, ids)
	}
	if i.answer != nil {
		w.target.Before = func(rw http.ResponseWriter, r *http.Request, _ string) bool { return i.answer(rw, r) }
	}
	r, err := w.sim.RunCycle(t.Context())
	if want := cmp.Or(i.state, simulator.EntryLevelErrors); r.State != want {
		t.Fatalf("cycle: got %s, %v, want %s", r.State, err, want)
	}
	i.quarantined(t, r)
	if i.state != simulator.Failed {
		i.logged(t, r, ids[0])
		i.escrowed(t, w, ids[0])
	}
}

func (i incident) quarantined(t *testing.T, r simulator.CycleReport) {
	t.Helper()
	reason, code := "", i.code
	if q := r.Quarantine; q != nil {
		reason, code = q.Reason, q.Code
	}
	if reason != i.quarantine || code != i.code {
		t.Errorf("quarantine: got %q %s, want %q %s", reason, code, i.quarantine, i.code)
	}
}

func (i incident) logged(t *testing.T, r simulator.CycleReport, id string) {
	t.Helper()
	want := cmp.Or(i.status, "failure")
	for _, l := range r.Records {
		if l.SourceIdentity.ID != id {
			if l.StatusInfo.Status == "failure" {
				t.Errorf("the log has a failure of somebody else, %s: one object's error does not stop the cycle", l.SourceIdentity.DisplayName)
			}
			continue
		}
		code, category, reason := string(l.SkipReason()), "", ""
		for _, step := range l.Steps {
			if inside, ok := step.Details.Get("ErrorCode"); ok {
				code = inside
			}
		}
		if e := l.StatusInfo.Error; e != nil {
			code, category, reason = e.Code, e.Category, e.Reason
			if e.RecommendedAction == "" {
				t.Error("no recommended action")
			}
		}
		if code != i.code || string(l.Action) != i.action || string(l.StatusInfo.Status) != want || category != i.category || !strings.Contains(reason, i.text) {
			t.Errorf("record: got %s %s %s %s, %q; want %s %s %s %s, with %q", l.Action, l.StatusInfo.Status, code, category, reason, i.action, want, i.code, i.category, i.text)
		}
		if stamp := " It will be retried again after this date: "; strings.Contains(reason, stamp) != (i.next > 0) {
			t.Errorf("reason %q: want the date of the next attempt: %t", reason, i.next > 0)
		}
		return
	}
	t.Error("the log has no record about u0")
}

func (i incident) escrowed(t *testing.T, w *world, id string) {
	t.Helper()
	list := w.sim.Escrows()
	if i.next == 0 {
		if len(list) > 0 {
			t.Errorf("escrows: got %+v, want none", list)
		}
		return
	}
	if len(list) != 1 || list[0].Object != id || list[0].Code != i.code || list[0].Next.Sub(list[0].First) != i.next {
		t.Errorf("escrows: got %+v, want one of u0 for %s, due after %v", list, i.code, i.next)
	}
}
