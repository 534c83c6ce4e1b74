package scimclient

import (
	"net/http"
	"strconv"
	"strings"
)

// statusName is a status as .NET's HttpStatusCode prints it, which is how Entra shows it (wire §4.2).
func statusName(status int) string {
	switch status {
	case http.StatusRequestURITooLong:
		return "RequestUriTooLong"
	case http.StatusHTTPVersionNotSupported:
		return "HttpVersionNotSupported"
	case http.StatusNonAuthoritativeInfo:
		return "NonAuthoritativeInformation"
	case http.StatusTeapot:
		return "418"
	}
	name := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\'' {
			return -1
		}
		return r
	}, http.StatusText(status))
	if name == "" {
		return strconv.Itoa(status)
	}
	return name
}
