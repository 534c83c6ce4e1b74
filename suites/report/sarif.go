package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// sarifBody is how much of a body a result carries.
const sarifBody = 8 << 10

// The objects of SARIF 2.1.0 that are used, with its property names.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Automation  map[string]string `json:"automationDetails"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Info    string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID       string            `json:"id"`
		Short    sarifText         `json:"shortDescription"`
		Full     sarifText         `json:"fullDescription"`
		Help     *sarifText        `json:"help,omitempty"`
		Defaults map[string]string `json:"defaultConfiguration"`
		Bag      sarifBag          `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifBag struct {
		Tags      []string `json:"tags"`
		Level     string   `json:"level,omitempty"`
		RFCLevel  string   `json:"rfcLevel,omitempty"`
		Reference string   `json:"reference,omitempty"`
	}
	sarifInvocation struct {
		Command       string              `json:"commandLine"`
		Successful    bool                `json:"executionSuccessful"`
		Started       string              `json:"startTimeUtc"`
		Ended         string              `json:"endTimeUtc"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Rule    sarifRef  `json:"associatedRule"`
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifRef struct {
		Index int `json:"index"`
	}
	sarifResult struct {
		Rule         string             `json:"ruleId"`
		Index        int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Request      *sarifRequest      `json:"webRequest,omitempty"`
		Response     *sarifResponse     `json:"webResponse,omitempty"`
		Bag          map[string]string  `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		Artifact map[string]string `json:"artifactLocation"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifRequest struct {
		Protocol string            `json:"protocol,omitempty"`
		Target   string            `json:"target"`
		Method   string            `json:"method"`
		Headers  map[string]string `json:"headers,omitempty"`
		Body     *sarifText        `json:"body,omitempty"`
	}
	sarifResponse struct {
		Protocol   string            `json:"protocol,omitempty"`
		Status     int               `json:"statusCode,omitzero"`
		Headers    map[string]string `json:"headers,omitempty"`
		Body       *sarifText        `json:"body,omitempty"`
		NoResponse bool              `json:"noResponseReceived,omitzero"`
	}
)

// SARIF writes the findings in the Static Analysis Results Interchange Format, version 2.1.0: a rule per check of the run, a
// result per failure (error), warning (warning) and unexpected pass (error), the request and the answer that decided with it.
// What a baseline excuses is suppressed. Results stand where the request went, relative to the base URL: a target has no files.
func SARIF(w io.Writer, r Report) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "entrasim", Version: printable(r.Run.Version), Info: "https://github.com/entrasim/entrasim"}},
		Automation: map[string]string{"id": printable("entrasim/" + r.Run.Profile + "/" + r.Run.RunID)},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	call := sarifInvocation{
		Command: printable(r.Run.Command), Successful: !r.Run.Interrupted && r.Summary.Errors == 0, Started: r.Run.Started.UTC().Format(time.RFC3339),
		Ended: r.Run.Started.UTC().Add(time.Duration(r.Run.DurationMS) * time.Millisecond).Format(time.RFC3339),
	}
	for i, c := range r.Checks {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(c))
		if c.Verdict == Error {
			call.Notifications = append(call.Notifications, sarifNotification{Rule: sarifRef{i}, Level: "error", Message: sarifText{printable(c.Reason)}})
		}
		if kind, _, message := annotation(c); c.Verdict != Error && (kind != "" || c.Excused() && c.Verdict == Fail) {
			run.Results = append(run.Results, sarifResultOf(r.Run, c, i, message))
		}
	}
	run.Invocations = []sarifInvocation{call}
	doc := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
	if err := json.MarshalWrite(w, doc, jsontext.WithIndent(" "), json.Deterministic(true), jsontext.AllowInvalidUTF8(true), json.FormatNilSliceAsNull(false)); err != nil {
		return fmt.Errorf("write SARIF: %w", err)
	}
	return nil
}

func sarifRuleOf(c Check) sarifRule {
	rule := sarifRule{
		ID: c.ID, Short: sarifText{printable(c.Title)}, Full: sarifText{printable(c.Requirement)}, Defaults: map[string]string{"level": sarifLevel(c.Level)},
		Bag: sarifBag{Tags: []string{"scim", c.Area}, Level: c.Level, RFCLevel: c.RFCLevel, Reference: printable(c.Ref)},
	}
	if c.Advice != "" {
		rule.Help = &sarifText{printable(c.Advice)}
	}
	return rule
}

func sarifLevel(level string) string {
	switch strength, _, _ := strings.Cut(level, " "); strength {
	case "MUST":
		return "error"
	case "SHOULD":
		return "warning"
	}
	return "note"
}

func sarifResultOf(run Run, c Check, index int, message string) sarifResult {
	path := "ServiceProviderConfig"
	out := sarifResult{
		Rule: c.ID, Index: index, Level: "error", Bag: map[string]string{"profileVerdict": string(c.Verdict)},
	}
	if c.RFCVerdict != "" {
		out.Bag["rfcVerdict"] = string(c.RFCVerdict)
	}
	if c.Verdict == Warn {
		out.Level = "warning"
	}
	if c.Excused() {
		_, _, message = annotation(withoutBaseline(c))
		out.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: printable(c.story())}}
	}
	out.Message = sarifText{printable(message)}
	if ex, ok := c.DecisiveExchange(); ok {
		path = relative(run.Target, ex.URL)
		out.Request, out.Response = sarifExchange(ex)
	}
	sum := sha256.Sum256([]byte(c.ID + " " + run.Target))
	out.Fingerprints = map[string]string{"entrasimCheck/v1": hex.EncodeToString(sum[:16])}
	out.Locations = []sarifLocation{{
		Physical: sarifPhysical{map[string]string{"uri": path}},
		Logical:  []sarifLogical{{Name: printable(run.Target + "/" + path), Kind: "resource"}},
	}}
	return out
}

func withoutBaseline(c Check) Check {
	c.Known = nil
	return c
}

// relative is the endpoint that a request went to, as a relative URL: "Users", without id and query, so that a finding stays in
// its place from run to run.
func relative(target, raw string) string {
	rest, below := strings.CutPrefix(raw, strings.TrimRight(target, "/")+"/")
	if u, err := url.Parse(rest); below && err == nil {
		first, _, _ := strings.Cut(u.EscapedPath(), "/")
		if first != "" && !strings.Contains(first, ":") {
			return first
		}
	}
	return "ServiceProviderConfig"
}

func sarifExchange(ex Exchange) (*sarifRequest, *sarifResponse) {
	protocol, _, _ := strings.Cut(ex.Protocol, "/")
	request := &sarifRequest{Protocol: printable(protocol), Target: printable(ex.URL), Method: printable(ex.Method)}
	request.Headers, request.Body = sarifMessage(ex.Request)
	if ex.Status == 0 || ex.Response == nil {
		return request, &sarifResponse{NoResponse: true}
	}
	response := &sarifResponse{Protocol: printable(protocol), Status: ex.Status}
	response.Headers, response.Body = sarifMessage(*ex.Response)
	return request, response
}

func sarifMessage(m Message) (headers map[string]string, body *sarifText) {
	headers = map[string]string{}
	for _, h := range m.Headers {
		if before, twice := headers[h.Name]; twice {
			headers[h.Name] = before + ", " + printable(h.Value)
		} else {
			headers[h.Name] = printable(h.Value)
		}
	}
	if m.Body != "" {
		text, cut := clip(printable(m.Body), sarifBody)
		if cut || m.Truncated {
			text += "\n… (cut)"
		}
		body = &sarifText{text}
	}
	return headers, body
}
