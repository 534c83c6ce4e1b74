package directory

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"
)

// The attribute values of an object are packed into one string: for each attribute, in order of its number, the number, how
// many values, and each value with its length before it (all as unsigned varints). A million users then cost a million
// allocations without pointers inside instead of twenty million, and a snapshot is a copy of a string header.

// field is an attribute with its values, before packing. Most attributes have one value.
type field struct {
	number uint32
	values []string
}

// pack encodes fields; those without values are left out. It sorts its argument.
func pack(fields []field) string {
	slices.SortFunc(fields, func(a, b field) int { return int(a.number) - int(b.number) })
	var room [512]byte // enough for most users without an allocation
	buf := room[:0]
	for _, f := range fields {
		if len(f.values) == 0 {
			continue
		}
		buf = binary.AppendUvarint(buf, uint64(f.number))
		buf = binary.AppendUvarint(buf, uint64(len(f.values)))
		for _, v := range f.values {
			buf = binary.AppendUvarint(buf, uint64(len(v)))
			buf = append(buf, v...)
		}
	}
	return string(buf)
}

// packed yields the attributes of a packed string: the number, how many values, and the encoded values.
func packed(s string) iter.Seq2[uint32, values] {
	return func(yield func(uint32, values) bool) {
		for s != "" {
			number, rest := uvarint(s)
			count, rest := uvarint(rest)
			start := rest
			for range count {
				length, tail := uvarint(rest)
				rest = tail[length:]
			}
			if !yield(uint32(number), values{int(count), start[:len(start)-len(rest)]}) {
				return
			}
			s = rest
		}
	}
}

// values are the packed values of one attribute.
type values struct {
	count int
	data  string
}

func (v values) first() string {
	length, rest := uvarint(v.data)
	return rest[:length]
}

func (v values) list() []string {
	list := make([]string, 0, v.count)
	for rest := v.data; rest != ""; {
		var length uint64
		length, rest = uvarint(rest)
		list = append(list, rest[:length])
		rest = rest[length:]
	}
	return list
}

// find gives the values of one attribute; they are sorted, so the search can end early.
func find(s string, number uint32) (values, bool) {
	for n, v := range packed(s) {
		if n >= number {
			return v, n == number
		}
	}
	return values{}, false
}

// with returns the packed string with one attribute replaced, or removed when list is empty.
func with(s string, number uint32, list []string) string {
	var fields []field
	for n, v := range packed(s) {
		if n != number {
			fields = append(fields, field{n, v.list()})
		}
	}
	return pack(append(fields, field{number, list}))
}

func uvarint(s string) (uint64, string) {
	var x uint64
	for i := 0; ; i++ {
		b := s[i]
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return x, s[i+1:]
		}
	}
}

// firstOf is the value of a single-valued attribute, detached from the packed string it came from.
func firstOf(s string, number uint32) string {
	v, ok := find(s, number)
	if !ok {
		return ""
	}
	return strings.Clone(v.first())
}
