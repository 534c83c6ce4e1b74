package document

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deeply lists and mappings may be nested; the YAML parser is recursive.
const maxDepth = 100

// Parse reads a document. The name decides the format together with the content and stands in errors.
func Parse(name string, data []byte) (*Node, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		line, column := position(data, invalidAt(data))
		return nil, &Error{
			File: name, Line: line, Column: column,
			What: "the file is not UTF-8", Remedy: "save it in UTF-8",
		}
	}
	text := bytes.TrimLeft(data, " \t\r\n")
	if strings.HasSuffix(name, ".json") || bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[")) {
		return parseJSON(name, data)
	}
	return parseYAML(name, data)
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// position turns an offset into line and column.
func position(data []byte, offset int) (line, column int) {
	offset = min(offset, len(data))
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}
