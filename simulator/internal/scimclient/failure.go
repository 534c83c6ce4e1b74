package scimclient

import "time"

// Class says what kind of failure an exchange ended in. The engine decides by it; Code is for the log.
type Class string

// The classes. The first block ends a job at once (engine §6.3), the second concerns the object, the third the network.
const (
	Credential Class = "credential" // 401, or any refusal of a probe that blames the secret
	Compliance Class = "compliance" // 404 on a query or create: the tenant URL is not a SCIM endpoint

	Rejected       Class = "rejected"        // 400, 422 and every other 4xx without a class of its own
	Forbidden      Class = "forbidden"       // 403
	Gone           Class = "gone"            // 404 on a linked object
	NotAllowed     Class = "not-allowed"     // 405
	Conflict       Class = "conflict"        // 409
	Throttled      Class = "throttled"       // 429
	Server         Class = "server"          // 5xx
	NotImplemented Class = "not-implemented" // 501
	Redirect       Class = "redirect"        // 3xx; never followed
	Deserialise    Class = "deserialise"     // 2xx that Entra cannot read
	Multiple       Class = "multiple"        // several resources, or excluded members, where one was expected

	Timeout   Class = "timeout"   // no complete answer within request-timeout
	DNS       Class = "dns"       // the host name does not resolve
	Refused   Class = "refused"   // nothing listens, or the network is unreachable
	TLS       Class = "tls"       // handshake or certificate
	Transport Class = "transport" // the connection broke, or what came back is not HTTP
)

// Network reports whether the request got no HTTP answer.
func (c Class) Network() bool {
	switch c {
	case Timeout, DNS, Refused, TLS, Transport:
		return true
	}
	return false
}

// Failure is an exchange that did not give what Entra expects. It is the error type of [Client.Do].
type Failure struct {
	Class      Class
	Code       string        // Entra's error code (wire §13, engine §6.2)
	Message    string        // Entra's text around the answer, without the retry stamp (quirks Q20)
	Status     int           // HTTP status; 0 when there was none
	SCIMType   string        // scimType of the error body, if it had one
	Detail     string        // detail of the error body, if it had one
	Retryable  bool          // documented as retried without anybody's doing (engine §6.2, "40 min" and "automatic")
	RetryAfter time.Duration // from the Retry-After header; 0 when absent

	summary string
	hint    string
	cause   error
}

// Error is one line that a person can act on: what was asked, what came back. For a failure that did not come from an
// exchange it is the message.
func (f *Failure) Error() string {
	if f.summary == "" {
		return oneLine(f.Code + ": " + f.Message)
	}
	return f.summary
}

// Hint says what to look at next. It is never empty.
func (f *Failure) Hint() string {
	if f.hint == "" {
		return "see the provisioning log"
	}
	return f.hint
}

// Unwrap gives the network error, if there was one.
func (f *Failure) Unwrap() error { return f.cause }
