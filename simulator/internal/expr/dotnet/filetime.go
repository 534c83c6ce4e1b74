package dotnet

import (
	"fmt"
	"time"
)

// A FILETIME counts ticks of 100 ns since 1601-01-01 UTC; this many seconds lie between that day and 1970-01-01.
const (
	filetimeEpoch  = -11_644_473_600
	ticksPerSecond = 10_000_000
)

// The range of a .NET DateTime.
var (
	minDate = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	maxDate = time.Date(9999, 12, 31, 23, 59, 59, 999_999_900, time.UTC)
)

// InRange gives the time back if a DateTime can hold it.
func InRange(t time.Time) (time.Time, error) {
	t = t.UTC()
	if t.Before(minDate) || t.After(maxDate) {
		return time.Time{}, fmt.Errorf("the date lies outside the years 0001 to 9999")
	}
	return t, nil
}

// FromFiletime converts ticks to a time.
func FromFiletime(ticks int64) (time.Time, error) {
	if ticks < 0 {
		return time.Time{}, fmt.Errorf("a FILETIME is not negative")
	}
	return InRange(time.Unix(ticks/ticksPerSecond+filetimeEpoch, ticks%ticksPerSecond*100))
}

// ToFiletime converts a time to ticks.
func ToFiletime(t time.Time) (int64, error) {
	seconds := t.Unix() - filetimeEpoch
	if seconds < 0 {
		return 0, fmt.Errorf("a FILETIME begins with the year 1601")
	}
	return seconds*ticksPerSecond + int64(t.Nanosecond())/100, nil
}
