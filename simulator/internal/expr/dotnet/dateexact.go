package dotnet

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// exactDate is a date being read by a format string.
type exactDate struct {
	rest                    string
	year, month, day        int
	hour, minute, second    int
	nanos                   int
	half                    byte // A or P
	twelve                  bool
	hasYear, hasMonth, hasD bool
	offset                  time.Duration
}

// ParseExact reads a date by a .NET format string, as DateTime.ParseExact does with the styles RoundtripKind,
// AllowLeadingWhite and AllowTrailingWhite. Without a year the one of now is taken, without any part of the date the
// day of now; the result is UTC.
func ParseExact(s, format string, now time.Time) (time.Time, error) {
	parts, err := pieces(format)
	if err != nil {
		return time.Time{}, err
	}
	bad := fmt.Errorf("%q does not have the form %q", s, format)
	d := &exactDate{rest: strings.TrimSpace(s)}
	parts = trimBlankPieces(parts)
	for _, p := range parts {
		if !d.take(p) {
			return time.Time{}, bad
		}
	}
	if d.rest != "" {
		return time.Time{}, bad
	}
	t, ok := d.time(now)
	if !ok {
		return time.Time{}, bad
	}
	return InRange(t)
}

// trimBlankPieces takes blanks at both ends of the format away, because the white space of the input is gone too.
func trimBlankPieces(parts []piece) []piece {
	isBlank := func(p piece) bool { return p.letter == 0 && strings.TrimSpace(p.text) == "" }
	for len(parts) > 0 && isBlank(parts[0]) {
		parts = parts[1:]
	}
	for len(parts) > 0 && isBlank(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// take reads one piece from the rest of the input.
func (d *exactDate) take(p piece) bool {
	switch p.letter {
	case 0:
		ok := strings.HasPrefix(d.rest, p.text)
		d.rest = strings.TrimPrefix(d.rest, p.text)
		return ok
	case 'd':
		if p.n >= 3 {
			return d.name(dayNames(p.n), nil)
		}
		d.hasD = true
		return d.number(&d.day, p.n, 2)
	case 'M':
		d.hasMonth = true
		if p.n >= 3 {
			return d.name(monthNames(p.n), func(i int) { d.month = i + 1 })
		}
		return d.number(&d.month, p.n, 2)
	case 'y':
		return d.takeYear(p.n)
	case 'H':
		return d.number(&d.hour, p.n, 2)
	case 'h':
		d.twelve = true
		return d.number(&d.hour, p.n, 2)
	case 'm':
		return d.number(&d.minute, p.n, 2)
	case 's':
		return d.number(&d.second, p.n, 2)
	case 'f', 'F':
		return d.fraction(p)
	case 't':
		return d.takeHalf(p.n)
	case 'g':
		return d.name([]string{"A.D.", "AD"}, nil)
	default:
		return d.zone(p)
	}
}

// digits cuts up to most digits off the rest, and at least least.
func (d *exactDate) digits(least, most int) (string, bool) {
	n := 0
	for n < most && n < len(d.rest) && d.rest[n] >= '0' && d.rest[n] <= '9' {
		n++
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s, n >= least
}

// number reads a number: one letter means one digit or more, several letters mean exactly the given width.
func (d *exactDate) number(to *int, n, width int) bool {
	least := 1
	if n > 1 {
		least = width
	}
	s, ok := d.digits(least, width)
	*to = 0
	for _, c := range s {
		*to = *to*10 + int(c-'0')
	}
	return ok
}

// takeYear reads a year; of two digits the first half means 2000 to 2049, as .NET has it by default.
func (d *exactDate) takeYear(n int) bool {
	d.hasYear = true
	if n > 2 {
		return d.number(&d.year, n, max(n, 4))
	}
	ok := d.number(&d.year, n, 2)
	if d.year < 50 {
		d.year += 100
	}
	d.year += 1900
	return ok
}

func (d *exactDate) fraction(p piece) bool {
	least := p.n
	if p.letter == 'F' {
		least = 0
	}
	s, ok := d.digits(least, p.n)
	for i := range 9 {
		d.nanos *= 10
		if i < len(s) {
			d.nanos += int(s[i] - '0')
		}
	}
	return ok && p.n <= 7
}

func (d *exactDate) takeHalf(n int) bool {
	width := min(n, 2)
	if len(d.rest) < width {
		return false
	}
	s := strings.ToUpper(d.rest[:width])
	d.rest, d.half = d.rest[width:], s[0]
	return s == "AM"[:width] || s == "PM"[:width]
}

// zone reads an offset; K may also be Z or nothing.
func (d *exactDate) zone(p piece) bool {
	if p.letter == 'K' {
		if after, ok := strings.CutPrefix(d.rest, "Z"); ok {
			d.rest = after
			return true
		}
		if d.rest == "" || d.rest[0] != '+' && d.rest[0] != '-' {
			return true
		}
	}
	n := 1
	for n < len(d.rest) && (d.rest[n] >= '0' && d.rest[n] <= '9' || d.rest[n] == ':') {
		n++
	}
	s := d.rest
	if n > len(s) || n < 2 || s[0] != '+' && s[0] != '-' {
		return false
	}
	s, d.rest = s[:n], s[n:]
	if n == 2 {
		s = s[:1] + "0" + s[1:]
	}
	if !slices.Contains([]int{3, 5, 6}, len(s)) {
		return false
	}
	offset, ok := parseOffset(s)
	d.offset = offset
	return ok
}

// name reads one of the names, ignoring letter case, and reports which.
func (d *exactDate) name(names []string, found func(int)) bool {
	for i, name := range names {
		if len(d.rest) >= len(name) && strings.EqualFold(d.rest[:len(name)], name) {
			d.rest = d.rest[len(name):]
			if found != nil {
				found(i)
			}
			return true
		}
	}
	return false
}

func (d *exactDate) time(now time.Time) (time.Time, bool) {
	hour := d.hour
	if d.twelve || d.half != 0 {
		if d.twelve && (hour < 1 || hour > 12) {
			return time.Time{}, false
		}
		if d.twelve {
			hour %= 12
		}
		if d.half == 'P' && hour < 12 {
			hour += 12
		}
	}
	year, month, day := d.year, max(d.month, 1), max(d.day, 1)
	if d.hasMonth && d.month == 0 || d.hasD && d.day == 0 {
		return time.Time{}, false
	}
	if !d.hasYear {
		year = now.Year()
		if !d.hasMonth && !d.hasD {
			month, day = int(now.Month()), now.Day()
		}
	}
	t := time.Date(year, time.Month(month), day, hour, d.minute, d.second, d.nanos, time.UTC)
	valid := int(t.Month()) == month && t.Day() == day && hour < 24 && d.minute < 60 && d.second < 60
	return t.Add(-d.offset), valid
}

func dayNames(n int) []string {
	names := make([]string, 7)
	for i := range names {
		names[i] = time.Weekday(i).String()
		if n == 3 {
			names[i] = names[i][:3]
		}
	}
	return names
}

func monthNames(n int) []string {
	names := make([]string, 12)
	for i := range names {
		names[i] = time.Month(i + 1).String()
		if n == 3 {
			names[i] = names[i][:3]
		}
	}
	return names
}
