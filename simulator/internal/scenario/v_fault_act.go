package scenario

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/fault"
)

// readAct reads what goes wrong.
func readAct(l *line, s *Scenario, words []string) (fault.Act, error) {
	if len(words) == 0 {
		return nil, l.usage()
	}
	if simple, ok := map[string]func() fault.Network{
		"reset": fault.Reset, "lose-answer": fault.LoseAnswer, "hang": fault.Hang, "refuse": fault.Refuse,
	}[words[0]]; ok && len(words) == 1 {
		return simple(), nil
	}
	if len(words) < 2 {
		return nil, l.usage()
	}
	switch words[0] {
	case "answer":
		return readAnswer(l, s, words[1:])
	case "latency", "slow":
		d, err := time.ParseDuration(words[1])
		if err != nil || len(words) > 2 {
			return nil, l.fail("write a time like 20ms", "%q is no time", words[1])
		}
		if words[0] == "slow" {
			return fault.Slow(d), nil
		}
		return fault.Latency(d), nil
	case "truncate":
		if n, ok := number(words[1]); ok && len(words) == 2 {
			return fault.Truncate(n), nil
		}
	}
	return nil, l.usage()
}

// readAnswer reads a scripted answer. Without a body of its own it carries a SCIM error.
func readAnswer(l *line, s *Scenario, words []string) (fault.Act, error) {
	status, ok := number(words[0])
	if !ok {
		return nil, l.fail("write a number like 503", "%q is no status", words[0])
	}
	a := fault.Answer{Status: status, Header: http.Header{"Content-Type": {"application/scim+json"}}}
	detail, scripted := "scripted by the scenario", false
	for _, word := range words[1:] {
		name, value, _ := option(word)
		switch {
		case word == "delivered":
			a.Delivered = true
		case name == "retry-after":
			a.Header.Set("Retry-After", value)
		case name == "type":
			a.Header.Set("Content-Type", value)
		case name == "detail":
			detail = value
		case name == "body":
			text, err := s.section(l, value)
			if err != nil {
				return nil, err
			}
			a.Body, scripted = text, true
		default:
			return nil, l.fail("the options are retry-after=, detail=, type=, body= and delivered", "%q is no option of an answer", word)
		}
	}
	if !scripted && status >= 400 {
		a.Body = fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"%d","detail":%s}`, status, strconv.Quote(detail))
	}
	return a, nil
}
