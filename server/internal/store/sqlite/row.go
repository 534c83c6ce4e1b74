package sqlite

import (
	"database/sql/driver"
	"time"
)

// row is one result row. Its accessors return the zero value for NULL; the values are the caller's to keep.
type row []driver.Value

func (r row) text(i int) string {
	s, _ := r[i].(string)
	return s
}

func (r row) integer(i int) int64 {
	n, _ := r[i].(int64)
	return n
}

func (r row) boolean(i int) bool { return r.integer(i) != 0 }

func (r row) blob(i int) []byte {
	b, _ := r[i].([]byte)
	return b
}

func (r row) time(i int) time.Time {
	if n, ok := r[i].(int64); ok {
		return time.Unix(0, n).UTC()
	}
	return time.Time{}
}

// instant is the stored form of t: nanoseconds, NULL for the zero time. The callers have checked its range.
func instant(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t.UnixNano()
}

func boolean(b bool) driver.Value {
	if b {
		return int64(1)
	}
	return int64(0)
}

// blob keeps an empty document apart from NULL.
func blob(b []byte) driver.Value {
	if b == nil {
		return []byte{}
	}
	return b
}
