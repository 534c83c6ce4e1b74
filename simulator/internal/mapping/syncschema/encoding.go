package syncschema

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// The marks at the beginning of files that Windows tools saved.
var (
	utf8BOM = []byte("\xef\xbb\xbf")
	utf16LE = []byte("\xff\xfe")
	utf16BE = []byte("\xfe\xff")
)

// plain gives the text as UTF-8 without a mark. PowerShell redirects into UTF-16, and that is how many a schema gets here.
func plain(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, utf16LE):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, utf16BE):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, utf8BOM)
	}
	units := make([]uint16, 0, len(data)/2)
	for rest := data[len(utf16LE):]; len(rest) >= 2; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return []byte(string(utf16.Decode(units)))
}
