package oauth

import (
	"math"
	"net/http"
	"strings"
	"time"
)

// failure is an error answer of the token endpoint (RFC 6749 §5.2).
type failure struct {
	status int
	code   string
	public string // error_description
	reason string // for the log only; empty when public says it all
	wait   int    // seconds until it makes sense to come again, with 429
}

func (f *failure) Error() string { return f.code + ": " + f.public }

// The error codes.
const (
	invalidRequest       = "invalid_request"
	invalidClient        = "invalid_client"
	invalidScope         = "invalid_scope"
	unsupportedGrantType = "unsupported_grant_type"
	temporarilyOut       = "temporarily_unavailable"
	serverError          = "server_error"
)

func badRequest(public string) *failure {
	return &failure{status: http.StatusBadRequest, code: invalidRequest, public: public}
}

// observedIssued is what Config.Observe learns of a success.
const observedIssued = "issued"

// tooMany asks a client that has proved itself to use the tokens it has.
func tooMany(wait time.Duration) *failure {
	return &failure{
		status: http.StatusTooManyRequests, code: temporarilyOut, wait: max(1, int(math.Ceil(wait.Seconds()))),
		public: "the client asks for tokens too often; use one until it expires",
	}
}

// notThisClient is the one answer to credentials that are not accepted, whatever is wrong with them.
func notThisClient(reason string) *failure {
	return &failure{
		status: http.StatusUnauthorized, code: invalidClient, reason: reason,
		public: "the client could not be authenticated; check client_id and its secret or assertion",
	}
}

// describable drops what may not stand in an error_description.
func describable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || r == '"' || r == '\\' {
			return -1
		}
		return r
	}, s)
}
