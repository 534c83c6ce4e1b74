package me

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Checks lists the checks of this package by number.
func Checks() []harness.Spec {
	all := slices.Concat(absent(), alias(), write())
	slices.SortFunc(all, func(a, b harness.Spec) int { return strings.Compare(a.ID, b.ID) })
	return all
}

const (
	section = "7644 §3.11"
	path    = "/Me"
)

// supported reads /Me and ends the check as not supported when the target does not have it.
func supported(t *harness.T, params ...harness.Param) *harness.Answer {
	t.Readable()
	answer := t.Get(path, params...)
	switch answer.Status() {
	case http.StatusNotImplemented, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusForbidden:
		t.NotSupported("GET /Me answers " + harness.Status(answer))
	}
	return answer
}

// redirected tells whether an answer sends the client to the resource with the method kept.
func redirected(answer *harness.Answer) bool {
	return answer.Status() == http.StatusPermanentRedirect || answer.Status() == http.StatusTemporaryRedirect
}

// own follows /Me to the resource under its own id: where Location leads, or by the id in the body.
func own(t *harness.T, answer *harness.Answer) *harness.Answer {
	if location := answer.Header("Location"); location != "" {
		found, reason := t.Follow(location)
		if found == nil {
			t.SkipBecause("Location cannot be followed: " + reason)
		}
		return found
	}
	id, _ := answer.Doc()["id"].(string)
	if id == "" {
		t.SkipBecause("neither Location nor an id says which resource /Me is, which MEE-002 is about")
	}
	return t.Get("/Users/" + url.PathEscape(id))
}
