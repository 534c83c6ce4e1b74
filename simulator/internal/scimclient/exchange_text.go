package scimclient

import (
	"fmt"
	"net/http"
	"strings"
)

// String is one line for the readable story: what was asked, decoded, and what came back.
func (e Exchange) String() string {
	var b strings.Builder
	target := readable(e.Target)
	if path, query, ok := strings.Cut(target, "?"); ok {
		target = path + "?" + strings.ReplaceAll(query, "+", " ")
	}
	fmt.Fprintf(&b, "%s %s → ", e.Method, target)
	switch {
	case e.Status == 0 && e.Err != "":
		b.WriteString("no answer")
	case e.Status == 0:
		b.WriteString("not sent")
	default:
		b.WriteString(strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))))
	}
	if n, ok := e.results(); ok {
		fmt.Fprintf(&b, ", %d %s", n, map[bool]string{true: "result", false: "results"}[n == 1])
	}
	return b.String()
}

// results counts what a lookup found.
func (e Exchange) results() (int, bool) {
	switch e.Kind {
	case KindProbeUsers, KindProbeGroups, KindMatch, KindReferenceCheck, KindAccounts:
	default:
		return 0, false
	}
	n, _, err := readJSON([]byte(e.ResponseBody))
	if err != nil || e.Status != http.StatusOK {
		return 0, false
	}
	items, ok := n.get("Resources")
	if total, has := n.get("totalResults"); has && total.kind == number {
		return whole(n, "totalResults"), true
	}
	return len(items.items), ok
}

// Full is the exchange as it went over the wire, secrets masked, for --verbose.
func (e Exchange) Full() string {
	var b strings.Builder
	path := e.URL()
	if i := strings.Index(path, "://"); i >= 0 {
		path = path[i+len("://"):]
	}
	host, target, _ := strings.Cut(path, "/")
	fmt.Fprintf(&b, "%s /%s HTTP/1.1\nHost: %s\n", e.Method, target, host)
	writeHeaders(&b, e.RequestHeader)
	writeBody(&b, e.RequestBody)
	b.WriteString("\n")
	switch {
	case e.Status != 0:
		fmt.Fprintf(&b, "HTTP/1.1 %s\n", strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))))
		writeHeaders(&b, e.ResponseHeader)
		writeBody(&b, e.ResponseBody)
	default:
		b.WriteString("(no answer)\n")
	}
	if e.Err != "" {
		fmt.Fprintf(&b, "(%s)\n", e.Err)
	}
	return b.String()
}

func writeHeaders(b *strings.Builder, hs []Header) {
	for _, h := range hs {
		fmt.Fprintf(b, "%s: %s\n", h.Name, h.Value)
	}
}

func writeBody(b *strings.Builder, body string) {
	if body != "" {
		fmt.Fprintf(b, "\n%s\n", body)
	}
}

// Curl is a command that sends the request again. The token is taken from the environment variable named.
func (e Exchange) Curl(tokenVariable string) string {
	parts := []string{"curl -i -X " + e.Method}
	agent := false
	for _, h := range e.RequestHeader {
		switch h.Name {
		case "Authorization":
			parts = append(parts, `-H "Authorization: Bearer $`+tokenVariable+`"`)
		case "User-Agent":
			agent = true
			fallthrough
		default:
			parts = append(parts, "-H "+shellQuote(h.Name+": "+h.Value))
		}
	}
	if !agent {
		parts = append(parts, "-H 'User-Agent:'")
	}
	parts = append(parts, "-H 'Accept:'")
	if e.RequestBody != "" {
		parts = append(parts, "--data-binary "+shellQuote(e.RequestBody))
	}
	parts = append(parts, shellQuote(e.URL()))
	return strings.Join(parts, " \\\n  ")
}

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
