package scenario

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// wire writes exchanges for people and for goldens: the request line as it was sent and the status that came back, below it
// each operation of a PATCH or each member of a resource. Values stand as they were sent; ids that the endpoint chose are names.
// Headers stand where they are wanted; the token is masked in them.
func (w *world) wire(list []simulator.Exchange, headers bool) string {
	var b strings.Builder
	for _, x := range list {
		status := fmt.Sprint(x.Status)
		if x.Status == 0 {
			status = "no answer"
		}
		fmt.Fprintf(&b, "%s %s -> %s\n", x.Method, w.named(x.Target), status)
		if headers {
			for _, h := range x.RequestHeader {
				fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
			}
		}
		for _, l := range bodyLines(x.RequestBody) {
			b.WriteString("  " + w.named(l) + "\n")
		}
	}
	return b.String()
}

// named writes names for what differs from endpoint to endpoint.
func (w *world) named(text string) string { return w.names.in(text) }

// bodyLines takes a body apart. What is no JSON object stands on one line.
func bodyLines(body string) []string {
	if body == "" {
		return nil
	}
	members, err := members(body)
	if err != nil {
		return []string{body}
	}
	var list []string
	for _, m := range members {
		if m.name != "Operations" {
			continue
		}
		operations, err := items(m.value)
		if err != nil {
			return []string{body}
		}
		return append(list, operations...)
	}
	for _, m := range members {
		list = append(list, fmt.Sprintf("%q: %s", m.name, m.value))
	}
	return list
}

type jsonMember struct{ name, value string }

// members reads an object without changing the spelling of its values.
func members(text string) ([]jsonMember, error) {
	d := jsontext.NewDecoder(strings.NewReader(text))
	if err := begin(d, jsontext.KindBeginObject); err != nil {
		return nil, err
	}
	var list []jsonMember
	for d.PeekKind() != jsontext.KindEndObject {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		m := jsonMember{name: name.String()}
		value, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		m.value = string(value)
		list = append(list, m)
	}
	return list, nil
}

// items reads an array without changing the spelling of its values.
func items(text string) ([]string, error) {
	d := jsontext.NewDecoder(strings.NewReader(text))
	if err := begin(d, jsontext.KindBeginArray); err != nil {
		return nil, err
	}
	var list []string
	for d.PeekKind() != jsontext.KindEndArray {
		value, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		list = append(list, string(value))
	}
	return list, nil
}

func begin(d *jsontext.Decoder, want jsontext.Kind) error {
	t, err := d.ReadToken()
	if err == nil && t.Kind() != want {
		err = fmt.Errorf("%s stands where %s belongs", t.Kind(), want)
	}
	return err
}

// isProbe reports whether an exchange is one of the credential check before every cycle.
func isProbe(x simulator.Exchange) bool {
	return x.Kind == scimclient.KindProbeUsers || x.Kind == scimclient.KindProbeGroups
}
