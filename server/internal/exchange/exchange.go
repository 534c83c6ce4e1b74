package exchange

import (
	"regexp"
	"strings"
	"time"
)

// Exchange is one request with its answer, safe to show.
type Exchange struct {
	Sequence     int64     `json:"sequence"`
	At           time.Time `json:"at"`
	Milliseconds float64   `json:"milliseconds"`
	Organisation string    `json:"organisation"`
	Provider     string    `json:"provider"`
	Token        string    `json:"token"` // id of the token
	Request      Message   `json:"request"`
	Response     Message   `json:"response"`
}

// Message is one half of an exchange.
type Message struct {
	Method    string  `json:"method,omitzero"`
	Target    string  `json:"target,omitzero"`
	Status    int     `json:"status,omitzero"`
	Header    []Field `json:"header"`
	Body      string  `json:"body"`
	Length    int     `json:"length"`    // bytes of the whole body
	Truncated bool    `json:"truncated"` // Body is only the beginning
}

var (
	// A body may be cut off inside the value, so the closing quote is optional.
	secretMember = regexp.MustCompile(`(?i)("(?:[a-z0-9:._-]*:)?password"\s*:\s*)"(?:[^"\\]|\\.)*"?`)
	// A PATCH names the attribute in path and has the secret in value; only an operation that mentions password is touched.
	secretPath  = regexp.MustCompile(`(?i)"path"\s*:\s*"(?:[a-z0-9:._-]*:)?password"`)
	valueMember = regexp.MustCompile(`(?i)("value"\s*:\s*)"(?:[^"\\]|\\.)*"?`)
	secretQuery = regexp.MustCompile(`(?i)([?&][^=&]*(?:token|secret|password)[^=&]*=)[^&]*`)
)

func maskBody(body []byte) string {
	s := secretMember.ReplaceAllString(strings.ToValidUTF8(string(body), "\uFFFD"), `$1"***"`)
	if secretPath.MatchString(s) {
		s = valueMember.ReplaceAllString(s, `$1"***"`)
	}
	return s
}

func maskTarget(target string) string { return secretQuery.ReplaceAllString(target, "$1***") }
