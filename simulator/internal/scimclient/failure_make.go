package scimclient

import (
	"fmt"
	"net/http"
	"time"
)

// statusFailure is the failure of an answer outside 2xx.
func statusFailure(r Request, ex Exchange, in answer) *Failure {
	v := verdictOf(r.Kind, in.status)
	f := &Failure{Class: v.class, Code: v.code, Status: in.status, Retryable: v.retry}
	f.SCIMType, f.Detail = errorBody(ex.ResponseBody)
	f.Message = message(r, ex)
	f.summary = fmt.Sprintf("%s %s answered %d %s", ex.Method, readable(ex.Target), in.status, http.StatusText(in.status))
	if f.Detail != "" {
		f.summary += ": " + oneLine(f.Detail)
	}
	f.hint = statusHint(r, in)
	return f
}

func message(r Request, ex Exchange) string {
	if r.Kind.probe() {
		return probeMessage(ex)
	}
	return objectMessage(ex)
}

// unreadable is the failure of a 2xx that Entra cannot deserialise.
func unreadable(r Request, ex Exchange, why string) *Failure {
	f := &Failure{Class: Deserialise, Code: CodeServiceIncompatible, Status: ex.Status}
	f.Message = unreadMessage(ex, why)
	if r.Kind.probe() {
		f.Message = probeMessage(ex)
	}
	f.summary = fmt.Sprintf("%s %s answered %d, but %s", ex.Method, readable(ex.Target), ex.Status, why)
	f.hint = unreadableHint(r, ex)
	return f
}

// severalResources is the failure of an answer with more than the one resource that was asked for.
func severalResources(r Request, ex Exchange, why string) *Failure {
	f := unreadable(r, ex, why)
	f.Class, f.Code = Multiple, CodeMultipleEntriesInResponse
	f.hint = "GET by id answers one resource, and a group lookup with excludedAttributes=members answers without members"
	return f
}

// networkFailure is the failure of a request that got no answer, or not all of it.
func networkFailure(r Request, ex Exchange, err error, limit time.Duration) *Failure {
	c := classify(err, limit)
	f := &Failure{Class: c.class, Code: CodeWebExceptionProtocolError, Status: ex.Status, Retryable: true, cause: err}
	f.Message = textSend
	if c.class == DNS || c.class == Refused {
		f.Message = textConnect
	}
	if c.class == Timeout {
		f.Code = CodeTimeout
	}
	if r.Kind.probe() {
		f.Code = CodeCredentialValidationUnavailable
	}
	f.Message += " " + c.problem
	f.summary = fmt.Sprintf("%s %s: %s", ex.Method, ex.Base+readable(ex.Target), c.problem)
	f.hint = c.hint
	return f
}

// errorBody reads what an error body says of itself, if it is a SCIM error; a numeric status and any media type are
// let pass, and so is a body of another shape (wire §12).
func errorBody(body string) (scimType, detail string) {
	n, _, err := readJSON([]byte(body))
	if err != nil {
		return "", ""
	}
	if v, ok := n.get("scimType"); ok && v.kind == text {
		scimType = v.text
	}
	if v, ok := n.get("detail"); ok && v.kind == text {
		detail = v.text
	}
	return scimType, detail
}
