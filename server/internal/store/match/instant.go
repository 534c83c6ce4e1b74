package match

import (
	"fmt"
	"strconv"
	"time"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// Instants as weights are strings that sort like the instants: UTC, with nine decimal places, and with a year that is one too
// high and has five digits, because a dateTime of the year 0000 or 9999 may lie in the year before or after in UTC.
const (
	yearDigits = 5
	behindYear = "-01-02T15:04:05.000000000Z"
	maxYear    = 99_990
)

// Instant is the weight of an instant. Years that no dateTime has are before and behind all others.
func Instant(t time.Time) string {
	t = t.UTC()
	switch year := t.Year(); {
	case year < -1:
		return "-"
	case year > maxYear:
		return "~"
	default:
		return fmt.Sprintf("%0*d", yearDigits, year+1) + t.Format(behindYear)
	}
}

// ParseInstant reads the weight of an instant that a store can keep.
func ParseInstant(w string) (time.Time, error) {
	bad := fmt.Errorf("%w: it holds no instant", store.ErrPosition)
	if len(w) <= yearDigits {
		return time.Time{}, bad
	}
	year, err := strconv.Atoi(w[:yearDigits])
	if err != nil {
		return time.Time{}, bad
	}
	t, err := time.Parse("2006"+behindYear, fmt.Sprintf("%04d", year-1)+w[yearDigits:])
	if err != nil || store.CheckTime("", t) != nil {
		return time.Time{}, bad
	}
	return t, nil
}

// InstantOf returns the weight of the instant that a dateTime names.
func InstantOf(s string) (string, bool) {
	t, ok := schema.ParseDateTime(s)
	if !ok {
		return "", false
	}
	return Instant(t), true
}

// instant reads a dateTime.
func instant(v raw.Value) (time.Time, bool) {
	if !v.IsString() {
		return time.Time{}, false
	}
	return schema.ParseDateTime(v.Text())
}
