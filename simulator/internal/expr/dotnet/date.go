package dotnet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// RenderedDate is how the engine writes a DateTime that becomes a text: M/d/yyyy h:mm:ss tt.
const RenderedDate = "1/2/2006 3:04:05 PM"

// dateLayouts are the forms of a date that DateTime.Parse reads in the invariant culture.
var dateLayouts = []string{
	"2006-1-2", "1/2/2006", "2006/1/2", "1-2-2006", "20060102",
	"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006",
	"Mon, 2 Jan 2006", "Mon, 2 January 2006", "Monday, 2 January 2006", "Monday, January 2, 2006",
}

// isoLayouts are the forms that NumFromDate reads (FN: "the value must be in ISO 8601 format").
var isoLayouts = []string{"2006-01-02", "20060102"}

// An offset without colon is read after a time of day only: in 2020-03-16 the last part is the day.
var dateParts = regexp.MustCompile(`^(.*?)(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*([AaPp][Mm])?\s*(Z|z|GMT|UTC|[+-]\d{2}(?::?\d{2})?)?|\s*(Z|z|[+-]\d{2}:\d{2}))?$`)

// ParseDate reads a date as DateTime.Parse does, with optional time of day and offset, and gives it in UTC. Without
// offset it is UTC already.
func ParseDate(s string) (time.Time, error) { return parseDate(s, dateLayouts) }

// ParseISODate reads a date of ISO 8601, with a T or blanks before the time of day.
func ParseISODate(s string) (time.Time, error) { return parseDate(s, isoLayouts) }

func parseDate(s string, layouts []string) (time.Time, error) {
	bad := fmt.Errorf("%q is not a date", s)
	m := dateParts.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return time.Time{}, bad
	}
	day, err := time.Time{}, bad
	for _, layout := range layouts {
		if day, err = time.Parse(layout, m[1]); err == nil {
			break
		}
	}
	if err != nil {
		return time.Time{}, bad
	}
	clock, ok := timeOfDay(m[2], m[3], m[4], m[5], m[6])
	if !ok {
		return time.Time{}, bad
	}
	offset, ok := parseOffset(m[7] + m[8])
	if !ok {
		return time.Time{}, bad
	}
	return InRange(day.Add(clock - offset))
}

// timeOfDay puts hours, minutes, seconds, fraction and AM or PM together; an empty hour is midnight.
func timeOfDay(hour, minute, second, fraction, half string) (time.Duration, bool) {
	if hour == "" {
		return 0, true
	}
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	s, _ := strconv.Atoi("0" + second)
	n, _ := strconv.Atoi((fraction + "000000000")[:9])
	if half != "" {
		if h < 1 || h > 12 {
			return 0, false
		}
		h %= 12
		if half[0] == 'p' || half[0] == 'P' {
			h += 12
		}
	}
	if h > 23 || m > 59 || s > 59 {
		return 0, false
	}
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(n), true
}

// parseOffset reads Z, GMT, UTC, +08:00, +0800 or +08; nothing means UTC. .NET allows up to 14 hours.
func parseOffset(s string) (time.Duration, bool) {
	switch s {
	case "", "Z", "z", "GMT", "UTC":
		return 0, true
	}
	digits := strings.Replace(s[1:], ":", "", 1) + "00"
	h, _ := strconv.Atoi(digits[:2])
	m, _ := strconv.Atoi(digits[2:4])
	d := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if s[0] == '-' {
		d = -d
	}
	return d, m < 60 && d.Abs() <= 14*time.Hour
}
