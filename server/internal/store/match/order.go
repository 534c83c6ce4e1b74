package match

import "github.com/entrasim/entrasim/server/internal/store"

// Ordered applies a comparison to the sign of a three-way one.
func Ordered(op store.Op, sign int) bool {
	switch op {
	case store.Equal:
		return sign == 0
	case store.NotEqual:
		return sign != 0
	case store.Greater:
		return sign > 0
	case store.GreaterOrEqual:
		return sign >= 0
	case store.Less:
		return sign < 0
	case store.LessOrEqual:
		return sign <= 0
	}
	return false
}

// AfterPrefix returns the least string, by bytes, that is greater than all that start with prefix, unless there is none.
func AfterPrefix(prefix string) (string, bool) {
	b := []byte(prefix)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0xFF {
			b[i]++
			return string(b[:i+1]), true
		}
	}
	return "", false
}
