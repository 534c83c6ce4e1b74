package subject

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// UnknownPath is the path of a resource that does not exist, with an id of the same shape as that of an existing one: a target
// may say 400 to an id that can be none. Ends the check when the path leads to somebody's resource after all.
func UnknownPath(t *harness.T, collection, like string) string {
	path := collection + "/" + url.PathEscape(unknownID(t, like))
	if t.Get(path).Status() == http.StatusOK {
		if doc := Read(t, path); doc["id"] != nil {
			t.Abort("the id made up for an unknown resource exists in %s", collection)
		}
	}
	return path
}

// unknownID keeps the shape of an id: a GUID becomes another one, digits a larger number, letters and digits others.
func unknownID(t *harness.T, like string) string {
	const guidLength = 36
	if len(like) == guidLength && strings.Count(like, "-") == 4 {
		return t.GUID()
	}
	if strings.Trim(like, "0123456789") == "" && len(like) < 10 {
		return "9" + strings.Repeat("7", 8)
	}
	fresh := strings.ReplaceAll(t.GUID(), "-", "")
	at := 0
	return strings.Map(func(r rune) rune {
		digit := rune(fresh[at%len(fresh)])
		at++
		number := digit
		if number > '9' {
			number -= 'a' - '0'
		}
		letter := digit
		if letter < 'a' {
			letter += 'k' - '0'
		}
		switch {
		case r >= '0' && r <= '9':
			return number
		case r >= 'a' && r <= 'z':
			return letter
		case r >= 'A' && r <= 'Z':
			return letter - 'a' + 'A'
		}
		return r
	}, like)
}
