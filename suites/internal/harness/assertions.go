package harness

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gavv/httpexpect/v2"
	"github.com/go-json-experiment/json"
)

// assertions turns httpexpect's failures into violations.
type assertions struct{ t *T }

func (assertions) Success(*httpexpect.AssertionContext) {}

func (a assertions) Failure(ctx *httpexpect.AssertionContext, f *httpexpect.AssertionFailure) {
	if f.Severity == httpexpect.SeverityLog {
		return // part of a predicate; the predicate's own result counts
	}
	if f.Type == httpexpect.AssertUsage {
		a.t.abort(fmt.Sprintf("the check is written wrongly: %v", f.Errors))
	}
	if f.Type == httpexpect.AssertOperation {
		if ex, _ := a.t.recorder.last(); ex.err != nil {
			if silent, ok := errors.AsType[silentError](ex.err); ok {
				a.t.skip("because " + silent.reason)
			}
			a.t.abort(fmt.Sprintf("no answer to %s %s: %v", ex.method, ex.url, ex.err))
		}
	}
	v := violation{Reason: reasonOf(f), Where: where(ctx.AliasedPath), Allowed: allowed(f)}
	if f.Actual != nil {
		v.Got = show(f.Actual.Value)
	}
	a.t.violate(v)
}

// reasonOf is httpexpect's first error, which names the kind of expectation.
func reasonOf(f *httpexpect.AssertionFailure) string {
	switch f.Type {
	case httpexpect.AssertContainsKey:
		return "an attribute is missing"
	case httpexpect.AssertNotContainsKey:
		return "an attribute is there that should not be"
	case httpexpect.AssertEqual:
		return "the value is not what was asked for"
	case httpexpect.AssertType, httpexpect.AssertValid:
		return "the value has the wrong JSON type"
	}
	if len(f.Errors) > 0 && f.Errors[0] != nil {
		return f.Errors[0].Error()
	}
	return "the assertion does not hold"
}

func allowed(f *httpexpect.AssertionFailure) []string {
	if f.Expected == nil {
		if f.Type == httpexpect.AssertType || f.Type == httpexpect.AssertValid {
			return typeNames(f.Errors)
		}
		return nil
	}
	switch e := f.Expected.Value.(type) {
	case httpexpect.AssertionList:
		var out []string
		for _, v := range e {
			out = append(out, show(v))
		}
		return out
	default:
		switch f.Type {
		case httpexpect.AssertContainsKey, httpexpect.AssertContainsElement:
			return []string{"with " + show(e)}
		case httpexpect.AssertNotContainsKey, httpexpect.AssertNotContainsElement:
			return []string{"without " + show(e)}
		case httpexpect.AssertNotEqual:
			return []string{"anything but " + show(e)}
		}
		return []string{show(e)}
	}
}

// typeNames takes the type out of messages like "expected: value is boolean".
func typeNames(errs []error) []string {
	for _, err := range errs {
		if err == nil {
			continue
		}
		if _, name, ok := strings.Cut(err.Error(), "value is "); ok {
			return []string{name}
		}
	}
	return nil
}

// where turns httpexpect's chain of calls into a path: `GET /Users/1`, `Object()`, `Value("active")`, `Boolean()` becomes
// `GET /Users/1 → active`.
func where(chain []string) string {
	if len(chain) == 0 {
		return ""
	}
	path := ""
	for _, call := range chain[1:] {
		arg, ok := strings.CutPrefix(call, "Value(")
		if !ok {
			continue
		}
		arg = strings.TrimSuffix(arg, ")")
		if name := strings.Trim(arg, `"`); name != arg {
			path += "." + name
		} else {
			path += "[" + arg + "]"
		}
	}
	if path == "" {
		return chain[0]
	}
	return chain[0] + " → " + strings.TrimPrefix(path, ".")
}

// show prints a value as JSON, cut to what a person reads.
func show(v any) string {
	const most = 400
	data, err := json.Marshal(v, json.Deterministic(true))
	text := string(data)
	if err != nil {
		text = fmt.Sprint(v)
	}
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// Show prints a value as it stands in JSON, for the texts of a failure.
func Show(v any) string { return show(v) }
