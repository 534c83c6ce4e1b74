package scenario

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/fault"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

func faultVerb() *Verb {
	return &Verb{
		Name:    "fault",
		Forms:   []string{"fault WHICH REQUEST [user|group] [with TEXT] ACT", "fault off"},
		Summary: "Lets something go wrong between Entra and the endpoint, on Entra's side of the wire.",
		Details: "WHICH is `every`, `3rd`, `2nd-4th`, or `2nd-` for all from the second on; it counts from this line. REQUEST is `request` " +
			"for any, an HTTP method, or what Entra sends it for: `probe`, `lookup`, `read`, `check`, `create`, `update`, `delete`. " +
			"`with TEXT` means requests that have the text in path, query (decoded) or body.\n\n" +
			"| ACT | what happens |\n|---|---|\n" +
			"| `answer STATUS` | that answer in place of the endpoint's, with a SCIM error; options `retry-after=SECONDS`, `detail=TEXT`, " +
			"`type=MEDIA-TYPE`, `body=SECTION`, `delivered` (the endpoint did its work all the same) |\n" +
			"| `reset` | the connection is reset before the request arrives |\n" +
			"| `lose-answer` | the endpoint does its work, and the connection is reset before the answer arrives |\n" +
			"| `hang` | the endpoint does its work, and no answer comes; set `dial request-timeout=500ms`, it is real time |\n" +
			"| `truncate BYTES` | the answer breaks off, header included |\n" +
			"| `latency TIME`, `slow TIME` | the answer comes late, or trickles 64 bytes at a time; real time |\n" +
			"| `refuse` | nobody listens |\n\n" +
			"The first fault that a request falls to has it. `fault off` ends all faults. A fault that never happened fails the scenario.",
		Example: []string{
			"fault 3rd update user answer 503", "fault every create answer 429 retry-after=30",
			"fault 1st POST user with dai.nguyen lose-answer", "fault off",
		},
		read: readFault,
	}
}

// faultName is how a plan knows a fault: by the line that it stands in.
const faultName = "line %d"

// counted are the words of WHICH: 3rd, 2nd-4th, 2nd-.
var counted = regexp.MustCompile(`^([1-9]\d{0,5})(?:st|nd|rd|th)(-(?:([1-9]\d{0,5})(?:st|nd|rd|th))?)?$`)

// requestKinds are the words for what a request is for.
var requestKinds = map[string][]scimclient.Kind{
	"probe":  {scimclient.KindProbeUsers, scimclient.KindProbeGroups},
	"lookup": {scimclient.KindMatch}, "read": {scimclient.KindRead}, "check": {scimclient.KindReferenceCheck},
	"create": {scimclient.KindCreate}, "update": {scimclient.KindUpdate}, "delete": {scimclient.KindDelete},
}

var methods = []string{"GET", "POST", "PATCH", "DELETE"}

func readFault(l *line, s *Scenario) (action, error) {
	if len(l.words) == 1 && l.words[0] == "off" {
		return func(_ context.Context, w *world) error { w.checkFaults(); return nil }, nil
	}
	if len(l.words) < 3 {
		return nil, l.usage()
	}
	var f fault.Fault
	if err := readWhich(l, &f.Match); err != nil {
		return nil, err
	}
	switch word := l.words[1]; {
	case word == "request":
	case slices.Contains(methods, word):
		f.Match.Method = word
	case requestKinds[word] != nil:
		f.Match.Kinds = requestKinds[word]
	default:
		return nil, l.fail("write request, "+strings.Join(methods, ", ")+", "+strings.Join(slices.Sorted(maps.Keys(requestKinds)), ", "),
			"there is no kind of request %q", word)
	}
	words := l.words[2:]
	if k, err := resourceKind(l, words[0]); err == nil {
		f.Match.Endpoint, words = k.endpoint, words[1:]
	}
	if len(words) > 2 && words[0] == "with" {
		f.Match.Containing, words = words[1], words[2:]
	}
	var err error
	if f.Act, err = readAct(l, s, words); err != nil {
		return nil, err
	}
	name := fmt.Sprintf(faultName+" (%s)", l.number, l.text)
	if err := new(fault.Plan).Add(name, f); err != nil {
		return nil, l.wrap(err, "")
	}
	return func(_ context.Context, w *world) error { return w.faults.Add(name, f) }, nil
}

func readWhich(l *line, m *fault.Match) error {
	word := l.words[0]
	if word == "every" {
		return nil
	}
	parts := counted.FindStringSubmatch(word)
	if parts == nil {
		return l.fail("write every, 3rd, 2nd-4th or 2nd-", "%q does not say which requests", word)
	}
	m.From, _ = strconv.Atoi(parts[1]) // digits, by the pattern
	switch {
	case parts[2] == "":
		m.To = m.From
	case parts[3] != "":
		m.To, _ = strconv.Atoi(parts[3])
	}
	return nil
}
