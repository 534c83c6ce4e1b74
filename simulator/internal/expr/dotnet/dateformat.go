package dotnet

import (
	"fmt"
	"strings"
	"time"
)

// specifiers are the letters of a custom format that stand for a part of the date.
const specifiers = "dfFghHKmMstyz"

// standardFormats are the one-letter formats, in the invariant culture, as custom formats.
var standardFormats = map[byte]string{
	'd': "MM/dd/yyyy", 'D': "dddd, dd MMMM yyyy", 'f': "dddd, dd MMMM yyyy HH:mm", 'F': "dddd, dd MMMM yyyy HH:mm:ss",
	'g': "MM/dd/yyyy HH:mm", 'G': "MM/dd/yyyy HH:mm:ss", 'm': "MMMM dd", 'M': "MMMM dd",
	'o': "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK", 'O': "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
	'r': "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'", 'R': "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
	's': "yyyy'-'MM'-'dd'T'HH':'mm':'ss", 't': "HH:mm", 'T': "HH:mm:ss", 'u': "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
	'U': "dddd, dd MMMM yyyy HH:mm:ss", 'y': "yyyy MMMM", 'Y': "yyyy MMMM",
}

// piece is a run of one specifier, or a literal text when letter is 0.
type piece struct {
	letter byte
	n      int
	text   string
}

// pieces takes a format string apart.
func pieces(format string) ([]piece, error) {
	if format == "" {
		return nil, fmt.Errorf("the date format is empty")
	}
	if len(format) == 1 {
		standard, ok := standardFormats[format[0]]
		if !ok {
			return nil, fmt.Errorf("%q is not a standard date format", format)
		}
		format = standard
	}
	var out []piece
	for i := 0; i < len(format); {
		c := format[i]
		switch {
		case strings.IndexByte(specifiers, c) >= 0:
			n := 1
			for i+n < len(format) && format[i+n] == c {
				n++
			}
			out = append(out, piece{letter: c, n: n})
			i += n
		case c == '\'' || c == '"':
			end := strings.IndexByte(format[i+1:], c)
			if end < 0 {
				return nil, fmt.Errorf("the date format %q has an unclosed quotation mark", format)
			}
			out = append(out, piece{text: format[i+1 : i+1+end]})
			i += end + 2
		case c == '\\' && i+1 == len(format):
			return nil, fmt.Errorf("the date format %q ends with a backslash", format)
		case c == '\\':
			out = append(out, piece{text: format[i+1 : i+2]})
			i += 2
		case c == '%':
			i++
		default:
			out = append(out, piece{text: format[i : i+1]})
			i++
		}
	}
	return out, nil
}

// FormatDate writes a date by a .NET format string.
func FormatDate(t time.Time, format string) (string, error) {
	parts, err := pieces(format)
	if err != nil {
		return "", err
	}
	t = t.UTC()
	var b strings.Builder
	for _, p := range parts {
		if p.letter == 0 {
			b.WriteString(p.text)
			continue
		}
		s, err := p.render(t)
		if err != nil {
			return "", err
		}
		if p.letter == 'F' && s == "" {
			// An empty optional fraction takes the point in front of it away.
			trimmed := strings.TrimSuffix(b.String(), ".")
			b.Reset()
			b.WriteString(trimmed)
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func (p piece) render(t time.Time) (string, error) {
	number := func(v, width int) (string, error) { return fmt.Sprintf("%0*d", min(p.n, width), v), nil }
	pick := func(forms ...string) (string, error) { return t.Format(forms[min(p.n, len(forms))-1]), nil }
	switch p.letter {
	case 'd':
		return pick("2", "02", "Mon", "Monday")
	case 'M':
		return pick("1", "01", "Jan", "January")
	case 'H':
		return number(t.Hour(), 2)
	case 'h':
		return number((t.Hour()+11)%12+1, 2)
	case 'm':
		return number(t.Minute(), 2)
	case 's':
		return number(t.Second(), 2)
	case 't':
		return t.Format("PM")[:min(p.n, 2)], nil
	case 'y':
		if p.n <= 2 {
			return number(t.Year()%100, 2)
		}
		return fmt.Sprintf("%0*d", p.n, t.Year()), nil
	case 'g':
		return "A.D.", nil
	case 'K':
		return strings.Repeat("Z", p.n), nil
	case 'z':
		return []string{"+0", "+00", "+00:00"}[min(p.n, 3)-1], nil
	}
	if p.n > 7 {
		return "", fmt.Errorf("a date format has at most 7 digits of a fraction")
	}
	fraction := fmt.Sprintf("%09d", t.Nanosecond())[:p.n]
	if p.letter == 'F' {
		fraction = strings.TrimRight(fraction, "0")
	}
	return fraction, nil
}
