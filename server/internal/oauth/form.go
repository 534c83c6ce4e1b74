package oauth

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxForm bounds the body; the largest parameter is an assertion.
const maxForm = 64 << 10

// maxValue bounds the short parameters.
const maxValue = 2048

// parameters are the ones this endpoint knows. baseAddress is among them only by being tolerated: Microsoft's test client
// sends it (wire §3.4), and its value means nothing here.
var parameters = []string{"grant_type", "scope", "client_id", "client_secret", "client_assertion_type", "client_assertion"}

// readForm reads the parameters from the body. Those without a value count as omitted (RFC 6749 §3.2).
func readForm(w http.ResponseWriter, r *http.Request) (map[string]string, *failure) {
	mt, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mt != "application/x-www-form-urlencoded" {
		return nil, badRequest("the body must be labelled application/x-www-form-urlencoded")
	}
	if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") && !strings.EqualFold(c, "us-ascii") {
		return nil, badRequest("the form must be in UTF-8")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, &failure{status: http.StatusRequestEntityTooLarge, code: invalidRequest, public: "the body is too large"}
		}
		return nil, badRequest("the body did not arrive as a whole")
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	for _, name := range parameters {
		if query.Has(name) {
			return nil, badRequest("parameters belong in the body, not in the address; treat a secret that was sent there as lost")
		}
	}
	if err != nil {
		return nil, badRequest("the query cannot be read")
	}
	return parseForm(string(body))
}

// parseForm takes the known parameters out of a form.
func parseForm(body string) (map[string]string, *failure) {
	values, err := url.ParseQuery(body)
	if err != nil {
		return nil, badRequest("the form cannot be read; escape values with percent signs and separate them with &")
	}
	form := make(map[string]string, len(parameters))
	for _, name := range parameters {
		given := slices.DeleteFunc(values[name], func(v string) bool { return v == "" })
		if len(given) > 1 {
			return nil, badRequest("parameter " + name + " is there more than once")
		}
		if len(given) == 0 {
			continue
		}
		if name != "client_assertion" && len(given[0]) > maxValue || !utf8.ValidString(given[0]) {
			return nil, badRequest("parameter " + name + " is too long or not UTF-8")
		}
		form[name] = given[0]
	}
	return form, nil
}
