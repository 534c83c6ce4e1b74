package directory

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	offset    = regexp.MustCompile(`^\+(?:(\d{1,5})d)?(?:(\d{1,7})h)?(?:(\d{1,8})m)?(?:(\d{1,9})s)?$`)
	timestamp = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$`)
)

// units are those of the groups of offset.
var units = []struct {
	letter string
	length time.Duration
}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}}

// parseWhen reads an offset from start, such as +1d4h, or a time of RFC 3339.
func parseWhen(text string, start time.Time) (time.Time, error) {
	if !strings.HasPrefix(text, "+") {
		return parseTime(text)
	}
	parts := offset.FindStringSubmatch(text)
	if parts == nil || text == "+" {
		return time.Time{}, fmt.Errorf("%q is not a time", text)
	}
	at := start
	for i, unit := range units {
		if parts[i+1] != "" {
			n, _ := strconv.Atoi(parts[i+1]) // at most nine digits, by the pattern
			at = at.Add(time.Duration(n) * unit.length)
		}
	}
	return at, nil
}

func parseTime(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || !timestamp.MatchString(text) {
		return time.Time{}, fmt.Errorf("%q is not a time", text)
	}
	return at.UTC(), nil
}

// formatWhen writes a time the way parseWhen reads it: as an offset when it is one in whole seconds.
func formatWhen(at, start time.Time) string {
	rest := at.Sub(start)
	if rest < 0 || rest%time.Second != 0 || rest > 365*24*time.Hour {
		return at.Format(time.RFC3339Nano)
	}
	var text strings.Builder
	text.WriteByte('+')
	for _, unit := range units {
		if n := rest / unit.length; n > 0 || text.Len() == 1 && unit.letter == "s" {
			fmt.Fprintf(&text, "%d%s", n, unit.letter)
		}
		rest %= unit.length
	}
	return text.String()
}
