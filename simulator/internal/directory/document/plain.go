package document

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// parsePlain reads YAML of the kind that programs write, and most people too: blocks of keys and dashes, each value on the line of
// its key. It is some thirty times as fast as the library, and gives the same tree or none: what it does not know for sure (values
// over several lines, escapes, anchors, everything that is wrong) is the library's.
func parsePlain(data []byte) (root *Node, ok bool) {
	// The library counts columns differently before blanks at the end of a line.
	if strange(data) || bytes.Contains(data, []byte(" \n")) || bytes.HasSuffix(data, []byte(" ")) {
		return nil, false
	}
	r := &plainReader{text: string(data)}
	if !r.advance() || r.indent != 0 {
		return nil, false
	}
	root, ok = r.block(1)
	return root, ok && r.done
}

// strange looks for characters that begin a line, or may, in the eyes of somebody.
func strange(data []byte) bool {
	for i := 0; i < len(data); {
		c := rune(data[i])
		size := 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		if c < ' ' && c != '\n' || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0x2028 || c == 0x2029 || c == '\ufeff' {
			return true
		}
		i += size
	}
	return false
}

// plainReader stands on a line that is neither empty nor a comment.
type plainReader struct {
	text string
	next int // offset of the next line
	line int // number of this one
	done bool

	indent  int    // of what is left of this one: columns before it
	content string // what is left of this one

	spare []Node // to be given out; a large file has millions of nodes
}

func (r *plainReader) node(k Kind, column int, text string) *Node {
	if len(r.spare) == 0 {
		r.spare = make([]Node, 256)
	}
	n := &r.spare[0]
	r.spare = r.spare[1:]
	*n = Node{Kind: k, Line: r.line, Column: column, Text: text}
	return n
}

// advance goes to the next line with something on it.
func (r *plainReader) advance() bool {
	for r.next < len(r.text) {
		line := r.text[r.next:]
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		r.next += len(line) + 1
		r.line++
		r.content = strings.TrimLeft(line, " ")
		r.indent = len(line) - len(r.content)
		if r.content != "" && r.content[0] != '#' {
			return true
		}
	}
	r.done, r.content, r.indent = true, "", -1
	return false
}

func (r *plainReader) dash() bool { return r.content == "-" || strings.HasPrefix(r.content, "- ") }

// block reads the list or mapping that begins where the reader stands.
func (r *plainReader) block(depth int) (*Node, bool) {
	if depth > maxDepth {
		return nil, false
	}
	if r.dash() {
		return r.list(depth)
	}
	return r.mapping(depth)
}

func (r *plainReader) list(depth int) (*Node, bool) {
	n := r.node(List, r.indent+1, "")
	at := r.indent
	for !r.done && r.indent == at && r.dash() {
		rest := strings.TrimLeft(r.content[1:], " ")
		if rest == "" || rest[0] == '#' {
			return nil, false
		}
		r.indent += len(r.content) - len(rest)
		r.content = rest
		var item *Node
		var ok bool
		if _, _, isKey := cutKey(rest); isKey || r.dash() {
			item, ok = r.block(depth + 1)
		} else {
			item, ok = r.value(rest, r.indent+1)
			if ok {
				r.advance()
			}
		}
		if !ok || !r.done && r.indent > at {
			return nil, false
		}
		n.Items = append(n.Items, item)
	}
	return n, true
}

func (r *plainReader) mapping(depth int) (*Node, bool) {
	n := r.node(Map, r.indent+1, "")
	at := r.indent
	for !r.done && r.indent == at && !r.dash() {
		key, rest, ok := cutKey(r.content)
		if _, twice := n.Get(key); !ok || twice {
			return nil, false
		}
		e := Entry{Key: r.node(String, at+1, key)}
		if rest == "" || rest[0] == '#' {
			// A list may stand below its key without being indented.
			if !r.advance() || r.indent < at || r.indent == at && !r.dash() {
				return nil, false
			}
			e.Value, ok = r.block(depth + 1)
		} else {
			e.Value, ok = r.value(rest, at+1+utf8.RuneCountInString(r.content)-utf8.RuneCountInString(rest))
			r.advance()
		}
		if !ok || !r.done && r.indent > at {
			return nil, false
		}
		n.Entries = append(n.Entries, e)
	}
	return n, len(n.Entries) > 0
}

// cutKey takes a plain key off the beginning of a line.
func cutKey(s string) (key, rest string, ok bool) {
	colon := strings.IndexByte(s, ':')
	if colon <= 0 || colon+1 < len(s) && s[colon+1] != ' ' {
		return "", "", false
	}
	key = s[:colon]
	for i := range len(key) {
		c := key[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789_-.", rune(c))) {
			return "", "", false
		}
	}
	if kind, sure := plainKind(key); !sure || kind != String {
		return "", "", false
	}
	return key, strings.TrimLeft(s[colon+1:], " "), true
}

// value reads a value that ends on its line.
func (r *plainReader) value(s string, column int) (*Node, bool) {
	n, rest, ok := r.scalar(s, column, "")
	if !ok {
		return nil, false
	}
	rest = strings.TrimLeft(rest, " ")
	return n, rest == "" || rest[0] == '#'
}
