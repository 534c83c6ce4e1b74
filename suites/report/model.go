package report

import "time"

// SchemaVersion is the version of the document that JSON writes. It changes when a field changes its meaning, comes or goes;
// Parse reads the versions before it too.
//
//	2  causes, fingerprint, configuration, baseline, what holds a check back, curl, time and protocol of exchanges
//	1  the first
const SchemaVersion = 2

// Report is the outcome of one conformance run.
type Report struct {
	Schema  int      `json:"schema"`
	Run     Run      `json:"run"`
	Summary Summary  `json:"summary"`
	Causes  []Cause  `json:"causes,omitempty"` // what to repair, in the order in which it pays; see Complete
	Notes   []string `json:"notes,omitempty"`  // observations about the target as a whole, each made once
	Checks  []Check  `json:"checks"`
	// Fingerprint tells whether two runs met the same announcements; see Complete.
	Fingerprint Fingerprint `json:"fingerprint,omitzero"`
	// Discovery is the traffic that told which features the target announces.
	Discovery []Exchange `json:"discovery,omitempty"`
}

// Run says what was judged, with what, and how to do it again.
type Run struct {
	Tool        string    `json:"tool"`
	Version     string    `json:"version"`
	GoVersion   string    `json:"goVersion"`
	Target      string    `json:"target"` // the base URL, without credentials
	Profile     string    `json:"profile"`
	Seed        uint64    `json:"seed"`
	RunID       string    `json:"runId"` // part of every name the run creates in the target
	Started     time.Time `json:"started"`
	DurationMS  int64     `json:"durationMs"`
	Command     string    `json:"command"`
	Interrupted bool      `json:"interrupted,omitzero"`
	// Config is the effective configuration, by name, without any secret.
	Config []Setting `json:"config,omitempty"`
}

// Setting is one line of the effective configuration.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Check is one check and what came of it.
type Check struct {
	ID          string `json:"id"`
	Area        string `json:"area"`
	Title       string `json:"title"`
	Level       string `json:"level"`              // as in the check list, e.g. "MUST (Entra)"
	RFCLevel    string `json:"rfcLevel,omitempty"` // what the RFC demands here; empty where it has no rule
	Ref         string `json:"ref"`
	Gate        string `json:"gate,omitempty"`
	Effect      string `json:"effect"`
	Requirement string `json:"requirement"`

	Verdict    Verdict `json:"verdict"`              // the profile's; decides the exit code
	RFCVerdict Verdict `json:"rfcVerdict,omitempty"` // the RFC's; empty where it has no rule

	Reason  string   `json:"reason,omitempty"`  // why the verdict is not pass
	Where   string   `json:"where,omitempty"`   // the request or value the reason is about
	Allowed []string `json:"allowed,omitempty"` // what would have been right
	Got     string   `json:"got,omitempty"`
	Advice  string   `json:"advice,omitempty"` // what the author of the target can do about it
	Remarks []string `json:"remarks,omitempty"`
	// HeldBack is what kept a skipped check from being tried; nil when nothing of the target's did.
	HeldBack *Obstacle `json:"heldBack,omitempty"`
	// Known is what the baseline says about the check; nil when it is silent.
	Known      *Known `json:"known,omitempty"`
	Location   string `json:"location,omitempty"` // file:line of the assertion in the suites
	DurationMS int64  `json:"durationMs"`

	Exchanges []Exchange `json:"exchanges,omitempty"`
	// Decisive is the 1-based position in Exchanges of the one that decided; 0 when none did.
	Decisive int `json:"decisive,omitzero"`
	// Curl repeats the decisive request by hand; see Exchange.Curl.
	Curl string `json:"curl,omitempty"`
}

// Obstacle is why a check could not be tried: something that it presupposes does not hold in the target.
type Obstacle struct {
	Need   string `json:"need"`            // what should hold
	Reason string `json:"reason"`          // what is wrong with it
	Where  string `json:"where,omitempty"` // the request or value the reason is about
	Got    string `json:"got,omitempty"`
}

// Exchange is one request that was really sent and what came back, with credentials masked.
type Exchange struct {
	Purpose    string   `json:"purpose,omitempty"`
	Method     string   `json:"method"`
	URL        string   `json:"url"`
	Request    Message  `json:"request"`
	Status     int      `json:"status,omitzero"` // 0 when no answer came
	Response   *Message `json:"response,omitempty"`
	Error      string   `json:"error,omitempty"` // why no answer came
	DurationMS int64    `json:"durationMs"`
	// Started is when the request left; zero in reports of the first version.
	Started  time.Time `json:"started,omitzero"`
	Protocol string    `json:"protocol,omitempty"` // of the answer, such as HTTP/1.1
}

// Message is one direction of an exchange.
type Message struct {
	Headers   []Header `json:"headers,omitempty"`
	Body      string   `json:"body,omitempty"`
	Truncated bool     `json:"truncated,omitzero"` // Body is only the beginning
}

// Header is one header line; lines are sorted by name.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// DecisiveExchange returns the exchange that decided the verdict.
func (c Check) DecisiveExchange() (Exchange, bool) {
	if c.Decisive < 1 || c.Decisive > len(c.Exchanges) {
		return Exchange{}, false
	}
	return c.Exchanges[c.Decisive-1], true
}

// PrecedingWrite returns the last write before the exchange that decided, when that one only read: what was asked for, beside
// what is there.
func (c Check) PrecedingWrite() (Exchange, bool) {
	decisive, ok := c.DecisiveExchange()
	if !ok || decisive.Method != "GET" {
		return Exchange{}, false
	}
	for i := c.Decisive - 2; i >= 0; i-- {
		if c.Exchanges[i].Method != "GET" {
			return c.Exchanges[i], true
		}
	}
	return Exchange{}, false
}
