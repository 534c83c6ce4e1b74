package report

import (
	"cmp"
	"strings"
)

// curlToken is the variable that a copied command takes the secret token from.
const curlToken = "SCIM_TOKEN"

// notTyped are headers that curl sets itself, or whose value belongs to the one request that was sent.
var notTyped = map[string]bool{"Content-Length": true, "Host": true, "Accept-Encoding": true, "Connection": true, "Transfer-Encoding": true}

// Curl is the command line that sends the request again: for a POSIX shell, with the token in the variable SCIM_TOKEN and
// other masked values as ***. A body that the report holds only the beginning of, or that no command line can carry, is left
// out, and a comment says so.
func (ex Exchange) Curl() string {
	var b strings.Builder
	b.WriteString("curl -sS -i -g") // -g: brackets of a filter are no range of URLs
	if method := cmp.Or(ex.Method, "GET"); method != "GET" {
		b.WriteString(" -X " + quoted(method))
	}
	b.WriteString(" --url " + quoted(ex.URL))
	for _, h := range ex.Request.Headers {
		switch {
		case notTyped[h.Name]:
		case h.Name == "Authorization" && h.Value == "Bearer ***":
			b.WriteString(" \\\n  -H \"Authorization: Bearer $" + curlToken + "\"")
		case h.Value == "": // "Name:" would take the header away
			b.WriteString(" \\\n  -H " + quoted(h.Name+";"))
		default:
			b.WriteString(" \\\n  -H " + quoted(h.Name+": "+h.Value))
		}
	}
	switch body := ex.Request.Body; {
	case body == "":
	case ex.Request.Truncated || strings.ContainsRune(body, 0):
		b.WriteString(" \\\n  --data-binary @body # put the body into this file: the report does not hold it whole")
	default:
		b.WriteString(" \\\n  --data-raw " + quoted(body))
	}
	return b.String()
}

// quoted makes one word of s for a POSIX shell.
func quoted(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@,+%") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
