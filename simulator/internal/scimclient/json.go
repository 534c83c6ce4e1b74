package scimclient

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// node is a JSON value that keeps the order of members and the spelling of numbers. The same type serves bodies that
// are written and answers that are read.
type node struct {
	kind    kind
	text    string // string value, or number as written
	flag    bool   // boolean value
	items   []node
	members []member
}

type member struct {
	name  string
	value node
}

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
)

func (k kind) String() string {
	return [...]string{"null", "boolean", "number", "string", "array", "object"}[k]
}

func textNode(s string) node           { return node{kind: text, text: s} }
func boolNode(b bool) node             { return node{kind: boolean, flag: b} }
func numberNode(s string) node         { return node{kind: number, text: s} }
func arrayNode(items ...node) node     { return node{kind: array, items: items} }
func objectNode(ms ...member) node     { return node{kind: object, members: ms} }
func field(name string, v node) member { return member{name, v} }

// get returns the last member of that name, as .NET's readers do with duplicates.
func (n node) get(name string) (node, bool) {
	for i := len(n.members) - 1; i >= 0; i-- {
		if n.members[i].name == name {
			return n.members[i].value, true
		}
	}
	return node{}, false
}

// set replaces the member of that name or appends it.
func (n *node) set(name string, v node) {
	if at := n.at(name); at != nil {
		*at = v
		return
	}
	n.members = append(n.members, member{name, v})
}

// at points at the value of a member, nil when there is none.
func (n *node) at(name string) *node {
	for i := range n.members {
		if n.members[i].name == name {
			return &n.members[i].value
		}
	}
	return nil
}

// appendTo writes compact JSON: members in their order, only what must be escaped is, characters beyond ASCII stand
// as they are, bytes that are not UTF-8 become U+FFFD.
func (n node) appendTo(b []byte) []byte {
	switch n.kind {
	case boolean:
		if n.flag {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case number:
		return append(b, n.text...)
	case text:
		return appendString(b, n.text)
	case array:
		b = append(b, '[')
		for i, item := range n.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendTo(b)
		}
		return append(b, ']')
	case object:
		b = append(b, '{')
		for i, m := range n.members {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, m.name)
			b = append(b, ':')
			b = m.value.appendTo(b)
		}
		return append(b, '}')
	default:
		return append(b, "null"...)
	}
}

func appendString(b []byte, s string) []byte {
	out, err := jsontext.AppendQuote(b, s)
	if err != nil { // only for invalid UTF-8
		out, _ = jsontext.AppendQuote(b, strings.ToValidUTF8(s, "\uFFFD"))
	}
	return out
}

func intNode(i int) node { return numberNode(strconv.Itoa(i)) }

func timeText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
