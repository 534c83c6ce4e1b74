package entra

import "fmt"

// Code says in one word what is wrong with a token.
type Code string

// The codes.
const (
	Malformed   Code = "malformed"
	Algorithm   Code = "algorithm"
	UnknownKey  Code = "unknown-key"
	Signature   Code = "signature"
	Expired     Code = "expired"
	NotYetValid Code = "not-yet-valid"
	TooLong     Code = "valid-for-too-long"
	Issuer      Code = "issuer"
	Audience    Code = "audience"
	Tenant      Code = "tenant"
	Subject     Code = "subject"
	Application Code = "application"
	Version     Code = "version"
	Replayed    Code = "replayed"
)

// Rejection is the reason why a token is not accepted, for the operator and not for the client.
type Rejection struct {
	Code   Code
	Detail string
}

func (r *Rejection) Error() string { return string(r.Code) + ": " + r.Detail }

// Reject returns a rejection with a formatted detail.
func Reject(code Code, format string, args ...any) *Rejection {
	return &Rejection{code, fmt.Sprintf(format, args...)}
}

// clip keeps what a token says short in a detail.
func clip(s string) string {
	const most = 100
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
