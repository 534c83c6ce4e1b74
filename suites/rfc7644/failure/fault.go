package failure

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func fault() []harness.Spec {
	return []harness.Spec{
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "ERR-005", Title: "No answer was a 5xx",
			Level: harness.Must, Ref: section, Effect: harness.EffectRead,
			Requirement: "Whatever is sent, the answer is no 5xx, except 501 for what the target does not have.",
			Advice:      "Find the exception in the target's log and answer what is wrong with the request: 400, 404, 409, 415. Entra repeats a request that was answered 5xx cycle after cycle and puts the job into quarantine when there are many.",
		}, noFault)),
		harness.Closing(harness.RFC(harness.Declaration{
			ID: "ERR-006", Title: "Errors do not show what is behind them",
			Level: harness.Should, Ref: "7644 §7.5", Effect: harness.EffectRead,
			Requirement: "No error contains a stack trace, SQL, a path of the file system, or a web page.",
			Advice:      "Catch exceptions in one place, log them there, and answer a short detail. Switch the framework's development mode off.",
		}, noLeak)),
	}
}

func noFault(t *harness.T) {
	var found []wrong
	for _, o := range errorsOf(t) {
		if o.Status() >= http.StatusInternalServerError && o.Status() != http.StatusNotImplemented {
			found = append(found, wrong{o, "the target failed", excerpt(o), []string{"an answer below 500", "501 for what the target does not have"}})
		}
	}
	reportFirst(t, found)
}

// leaks are what errors show of the inside by accident.
var leaks = []struct {
	what string
	form *regexp.Regexp
}{
	{"a stack trace", regexp.MustCompile(`Traceback \(most recent call last\)|goroutine \d+ \[|(?m)^\s*at [\w.$<>]+ ?\(.*\)\s*$|\\n\s*at [\w.$<>]+\(|\bat [\w.$]+\([\w]+\.(java|kt|scala):\d+\)|\.cs:line \d+|\.(php|rb|py|go|js|ts):\d+|File \\?"[^"]+\\?", line \d+`)},
	{"SQL", regexp.MustCompile(`SQLSTATE|ORA-\d{5}|(?i)\bselect\b.{1,200}\bfrom\b.{1,80}\bwhere\b|\binsert into\b|syntax error at or near|UNIQUE constraint failed|duplicate key value violates|Violation of (UNIQUE|PRIMARY) KEY`)},
	{"a path of the file system", regexp.MustCompile(`(^|[\s"'(:])/(usr|var|home|opt|srv|app|root|etc|tmp)/[\w.-]+/?[\w./-]*|[A-Za-z]:\\\\?[\w.-]+\\`)},
	{"a web page", regexp.MustCompile(`(?i)<!doctype html|<html[\s>]`)},
}

// noLeak takes no notice of what the request itself contained: an error may repeat the value that it refuses.
func noLeak(t *harness.T) {
	var found []wrong
	for _, o := range errorsOf(t) {
		for _, leak := range leaks {
			shown := leak.form.FindAllString(visible(o), -1)
			if len(shown) == 0 || repeated(o, leak.form) {
				continue
			}
			found = append(found, wrong{o, "the error contains " + leak.what, excerpt(o), []string{"a detail for people"}})
			break
		}
	}
	reportFirst(t, found)
}

// visible is what a person sees of an error: the strings in a JSON body, without their escapes, or the body as it is.
func visible(o harness.Observation) string {
	doc := o.Doc()
	if doc == nil {
		return string(o.Body())
	}
	return strings.Join(stringsIn(doc), "\n")
}

func stringsIn(v any) []string {
	var out []string
	switch v := v.(type) {
	case string:
		out = append(out, v)
	case []any:
		for _, inner := range v {
			out = append(out, stringsIn(inner)...)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out = append(out, stringsIn(v[name])...)
		}
	}
	return out
}

func repeated(o harness.Observation, form *regexp.Regexp) bool {
	what, err := url.QueryUnescape(o.What())
	return slices.ContainsFunc([]string{o.What(), what, string(o.Sent())}, func(sent string) bool { return err == nil && form.MatchString(sent) })
}
