package scimclient

import (
	"encoding/base64"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// MarshalJSONTo writes the exchange for the provisioning log: members in a fixed order, absent ones left out. A body
// that is not UTF-8 is written as base64 under a name of its own.
func (e Exchange) MarshalJSONTo(enc *jsontext.Encoder) error {
	n := objectNode()
	put := func(name, v string) {
		if v != "" {
			n.set(name, textNode(v))
		}
	}
	put("cause", e.Cause)
	put("kind", string(e.Kind))
	put("method", e.Method)
	put("base", e.Base)
	put("target", e.Target)
	putHeaders(&n, "requestHeaders", e.RequestHeader)
	putBody(&n, "requestBody", e.RequestBody)
	if e.Status != 0 {
		n.set("status", intNode(e.Status))
	}
	putHeaders(&n, "responseHeaders", e.ResponseHeader)
	putBody(&n, "responseBody", e.ResponseBody)
	n.set("started", textNode(timeText(e.Started)))
	n.set("durationInMilliseconds", intNode(int(e.Duration.Milliseconds())))
	put("error", e.Err)
	return enc.WriteValue(n.appendTo(nil))
}

func putHeaders(n *node, name string, hs []Header) {
	if len(hs) == 0 {
		return
	}
	list := arrayNode()
	for _, h := range hs {
		list.items = append(list.items, arrayNode(textNode(h.Name), textNode(h.Value)))
	}
	n.set(name, list)
}

func putBody(n *node, name, body string) {
	switch {
	case body == "":
	case utf8.ValidString(body):
		n.set(name, textNode(body))
	default:
		n.set(name+"Base64", textNode(base64.StdEncoding.EncodeToString([]byte(body))))
	}
}

// UnmarshalJSONFrom reads what MarshalJSONTo wrote.
func (e *Exchange) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	n, _, err := readJSON(raw)
	if err != nil {
		return fmt.Errorf("read exchange: %w", err)
	}
	word := func(name string) string { v, _ := n.get(name); return v.text }
	*e = Exchange{
		Cause: word("cause"), Kind: Kind(word("kind")), Method: word("method"), Base: word("base"), Target: word("target"),
		RequestHeader: getHeaders(n, "requestHeaders"), Status: whole(n, "status"), ResponseHeader: getHeaders(n, "responseHeaders"),
		Duration: time.Duration(whole(n, "durationInMilliseconds")) * time.Millisecond, Err: word("error"),
	}
	if e.RequestBody, err = getBody(n, "requestBody"); err != nil {
		return err
	}
	if e.ResponseBody, err = getBody(n, "responseBody"); err != nil {
		return err
	}
	if e.Started, err = time.Parse(time.RFC3339Nano, word("started")); err != nil {
		return fmt.Errorf("read exchange: %w", err)
	}
	return nil
}

func getHeaders(n node, name string) []Header {
	var out []Header
	list, _ := n.get(name)
	for _, pair := range list.items {
		if len(pair.items) == 2 {
			out = append(out, Header{pair.items[0].text, pair.items[1].text})
		}
	}
	return out
}

func getBody(n node, name string) (string, error) {
	if v, ok := n.get(name); ok {
		return v.text, nil
	}
	v, _ := n.get(name + "Base64")
	b, err := base64.StdEncoding.DecodeString(v.text)
	if err != nil {
		return "", fmt.Errorf("read %s of exchange: %w", name, err)
	}
	return string(b), nil
}
