package trial

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/sample"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// Env is what the tests of a run share.
type Env struct {
	Client     *wire.Client
	Attributes attribute.List
	UserJoin   mapping.TargetPath // the joining property of users
	GroupJoin  mapping.TargetPath
	Verbose    bool // one operation per attribute
	Seed       uint64
	Mapping    *mapping.Set    // nil when there is none
	Schemas    attribute.Names // what /Schemas offers, for the gallery
	Groups     bool            // groups are part of the gallery's run
	NewJob     NewJob          // nil when no job can be acted out
	OAuth      OAuth
	Ledger     *Ledger // what the run has made
}

// OAuth is what a token is fetched with, for the gallery's two authentication tests.
type OAuth struct {
	TokenEndpoint, ClientID, ClientSecret, Scope string
	// Assertion is a signed JWT that the token endpoint takes in place of the secret, for Federated_Identity_Test.
	Assertion string
}

// T is one run of a test.
type T struct {
	*Env
	*sample.Source
	ctx     context.Context
	dialect wire.Dialect
	result  *Result
	network error
}

// Execute runs a test. The error is what kept it from its end: no answer, or the end of ctx. What the test made stays in
// the ledger of env.
func Execute(ctx context.Context, env *Env, test Test) (Result, error) {
	t := &T{Env: env, Source: sample.New(env.Seed, test.ID), ctx: ctx, dialect: DialectOf(test.Tool), result: &Result{Test: test}}
	test.Run(t)
	switch {
	case t.network != nil && ctx.Err() != nil:
		t.abandon(NotRun, "the run was interrupted")
	case t.network != nil:
		t.result.Assertions = append(t.result.Assertions, Assertion{What: "the endpoint answers", Got: t.network.Error(), Tool: Failed, RFC: Failed})
	}
	t.result.settle()
	return *t.result, t.network
}

// DialectOf is how a tool writes its requests.
func DialectOf(tool Tool) wire.Dialect {
	if tool == Gallery {
		return wire.Gallery
	}
	return wire.Validator
}

// Without is the result of a test that is not carried out.
func Without(test Test, v Verdict, why string) Result {
	return Result{Test: test, Tool: Unasked, RFC: Unasked, Verdict: v, Summary: why}
}

// Context ends when the run does.
func (t *T) Context() context.Context { return t.ctx }

// Do sends a request. It reports false when there was no answer; the test is over then.
func (t *T) Do(r wire.Request) (wire.Answer, bool) { return t.through(t.Client, r) }

// As sends a request with another client.
func (t *T) As(c *wire.Client, r wire.Request) (wire.Answer, bool) { return t.through(c, r) }

func (t *T) through(c *wire.Client, r wire.Request) (wire.Answer, bool) {
	if t.network != nil {
		return wire.Answer{}, false
	}
	a, err := c.Do(t.ctx, t.dialect, r)
	t.result.Exchanges = append(t.result.Exchanges, a.Exchange)
	t.network = err
	return a, err == nil
}

// Keep adds the exchanges of a provisioning job.
func (t *T) Keep(xs ...scimclient.Exchange) {
	for _, x := range xs {
		x.Cause = "the service: " + string(x.Kind)
		t.result.Exchanges = append(t.result.Exchanges, x)
	}
}

// Conceal masks a secret that came up in the middle of the test.
func (t *T) Conceal(secret string) {
	if secret == "" {
		return
	}
	for i := range t.result.Exchanges {
		x := &t.result.Exchanges[i]
		x.ResponseBody = strings.ReplaceAll(x.ResponseBody, secret, "***")
	}
}

// Fail ends the test because of an error without an answer.
func (t *T) Fail(err error) { t.network = err }

// Filter is the query of a lookup, in the tool's spelling.
func (t *T) Filter(attribute, value string) string { return t.dialect.Filter(attribute, value) }

// Post creates a resource. name is the marked value of the attribute by; the resource is removed when the test is over.
func (t *T) Post(endpoint, cause, by, name string, body resource.Object) (wire.Answer, bool) {
	entry := t.Ledger.Enter(endpoint, by, name)
	a, ok := t.Do(wire.Request{Method: http.MethodPost, Path: "/" + endpoint, Body: body, Cause: cause})
	var network *wire.NetworkError
	switch {
	case !ok && errors.As(t.network, &network) && !network.Sent():
		t.Ledger.drop(entry)
	case !ok: // nobody knows
	case a.OK():
		entry.ID = a.Object().Text("id")
	case a.Status < 500: // refused; a 5xx may come after the fact
		t.Ledger.drop(entry)
	}
	return a, ok
}

// Expect enters a resource that somebody else is about to create. Its id is filled in when it is known; until then it is
// looked up by its name.
func (t *T) Expect(endpoint, by, name string) *Created { return t.Ledger.Enter(endpoint, by, name) }

// Delete deletes a resource.
func (t *T) Delete(endpoint, id, cause string) (wire.Answer, bool) {
	a, ok := t.Do(wire.Request{Method: http.MethodDelete, Path: Path(endpoint, id), Cause: cause})
	if ok && (a.OK() || a.Status == http.StatusNotFound) {
		t.Ledger.Strike(endpoint, id)
	}
	return a, ok
}

// Path is the path of a resource.
func Path(endpoint, id string) string { return "/" + endpoint + "/" + url.PathEscape(id) }

// Skip ends the test without a verdict on the endpoint.
func (t *T) Skip(why string) { t.abandon(Skipped, why) }

// Tenant ends the test because only Microsoft's own service can do it; planned says what would be sent.
func (t *T) Tenant(why string, planned ...string) {
	t.abandon(NeedsTenant, why)
	t.result.Planned = planned
}

func (t *T) abandon(v Verdict, why string) {
	t.result.Verdict, t.result.Summary = v, why
	t.result.Tool, t.result.RFC = Unasked, Unasked
}

// Both is a demand of the tool and of the RFC.
func (t *T) Both(ok bool, section, what, got string) bool {
	o := outcome(ok)
	return t.note(Assertion{What: what, Got: got, Tool: o, RFC: o, Section: section})
}

// Asks is a demand of the tool on which the RFC is silent.
func (t *T) Asks(ok bool, what, got string) bool {
	return t.note(Assertion{What: what, Got: got, Tool: outcome(ok), RFC: Unasked})
}

// Differ is a demand on which the tool and the RFC are not of one mind; note says why.
func (t *T) Differ(tool, rfc bool, section, what, got, note string) bool {
	return t.note(Assertion{What: what, Got: got, Tool: outcome(tool), RFC: outcome(rfc), Section: section, Note: note})
}

// Blind is a demand of the RFC that the tool does not look at.
func (t *T) Blind(ok bool, section, what, got string) bool {
	return t.note(Assertion{What: what, Got: got, Tool: Unasked, RFC: outcome(ok), Section: section})
}

// note keeps an assertion. Where both are content, what was there and what the tool does not know are of no interest.
func (t *T) note(a Assertion) bool {
	if a.content() {
		a.Got, a.Note = "", ""
	}
	t.result.Assertions = append(t.result.Assertions, a)
	return a.Tool != Failed
}

func outcome(ok bool) Outcome {
	if ok {
		return Passed
	}
	return Failed
}

// Status describes the status of an answer, with the detail of its error.
func Status(a wire.Answer) string {
	s := strings.TrimSpace(fmt.Sprintf("%d %s", a.Status, http.StatusText(a.Status)))
	if d := a.Object().Text("detail"); d != "" && !a.OK() {
		const most = 160
		if r := []rune(d); len(r) > most {
			d = string(r[:most]) + "…"
		}
		s += ": " + strings.Join(strings.Fields(d), " ")
	}
	return s
}
