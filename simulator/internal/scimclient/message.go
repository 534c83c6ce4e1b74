package scimclient

import (
	"fmt"
	"net/url"
	"strings"
)

// maxQuoted bounds how much of an answer a message repeats; the exchange has all of it.
const maxQuoted = 4096

// The fixed sentences of Entra's messages (wire §4.2, §13.1, quirks Q20, Q22), abridged like the references' skeletons.
const (
	textException = "Processing of the HTTP request resulted in an exception. Please see the HTTP response returned by the 'Response' property of this exception for details."
	textProbe     = "While attempting to validate our authorization to access your application, we received this unexpected response:"
	textUnread    = "We are not able to deserialize the resource received from your SCIM endpoint because your SCIM endpoint is not fully compatible with the Microsoft Entra SCIM client. Here is the resource we received from your SCIM endpoint:"
	textSend      = "An error occurred while sending the request."
	textConnect   = "Unable to connect to the remote server."
)

// objectMessage is the text of an object's failure: "StatusCode: Conflict Message: … Web Response: …". The retry stamp
// that ends it in the log is the engine's to add.
func objectMessage(ex Exchange) string {
	return fmt.Sprintf("StatusCode: %s Message: %s Web Response: %s", statusName(ex.Status), textException, quoted(ex))
}

// probeMessage is the text of a failed Test Connection.
func probeMessage(ex Exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nReceived response from Web resource.\n", textProbe)
	fmt.Fprintf(&b, " Resource: %s\n Operation: %s\n Response Status Code: %s\n", readable(ex.URL()), ex.Method, statusName(ex.Status))
	b.WriteString(" Response Headers: ")
	for i, h := range ex.ResponseHeader {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s: %s", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "\n Response Content: %s", quoted(ex))
	return b.String()
}

// unreadMessage is the text around a 2xx that is not a resource.
func unreadMessage(ex Exchange, why string) string {
	return fmt.Sprintf("%s %s (%s)", textUnread, quoted(ex), why)
}

// quoted is the body of an answer as a message repeats it: HTML is shown redacted (quirks Q22).
func quoted(ex Exchange) string {
	body := strings.TrimSpace(ex.ResponseBody)
	if isHTML(answer{header: headerMap(ex.ResponseHeader), body: []byte(body)}) {
		return Redacted
	}
	if len(body) > maxQuoted {
		return strings.ToValidUTF8(body[:maxQuoted], "") + "…"
	}
	return body
}

func headerMap(hs []Header) map[string][]string {
	m := make(map[string][]string, len(hs))
	for _, h := range hs {
		m[h.Name] = append(m[h.Name], h.Value)
	}
	return m
}

// readable is a URL with its quotes and filter decoded for people: Entra renders filter=userName+eq+"…", blanks staying
// plus signs (wire §2.3).
func readable(u string) string {
	head, query, ok := strings.Cut(u, "?")
	if !ok {
		return u
	}
	if s, err := url.PathUnescape(query); err == nil {
		query = s
	}
	return head + "?" + query
}
