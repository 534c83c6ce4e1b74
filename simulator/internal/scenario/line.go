package scenario

import (
	"fmt"
	"strconv"
	"strings"
)

// line is a line of the script, taken apart.
type line struct {
	file   string
	number int
	text   string   // as written, without blanks around it
	verb   string   // the first word
	words  []string // the others
	rest   string   // what stands behind the verb, as written
	forms  []string // of the verb
}

// fail is a mistake in the line.
func (l *line) fail(remedy, format string, args ...any) *Error {
	return &Error{File: l.file, Line: l.number, Verb: l.verb, What: fmt.Sprintf(format, args...), Remedy: remedy}
}

// wrap is a mistake that something else has found in the line. Without a remedy from either side it shows the form of the verb.
func (l *line) wrap(err error, remedy string) *Error {
	remedy = hint(err, remedy)
	if remedy == "" {
		remedy = "the form is " + strings.Join(l.forms, "  or  ")
	}
	e := l.fail(remedy, "%v", err)
	e.Err = err
	return e
}

// usage is a line that does not have the form of its verb.
func (l *line) usage() *Error {
	return l.fail("write it as: "+strings.Join(l.forms, "  or  "), "%q does not have the form of the verb", l.text)
}

// readLine takes a line apart; nil is a line without a verb.
func readLine(file string, number int, text string) (*line, error) {
	l := &line{file: file, number: number, text: strings.TrimSpace(text)}
	words, err := split(l.text)
	if err != nil {
		return nil, l.fail("close the quotes, or put other ones around them", "%v", err)
	}
	if len(words) == 0 {
		return nil, nil
	}
	l.verb, l.words = words[0], words[1:]
	if _, rest, ok := strings.Cut(l.text, " "); ok {
		l.rest = strings.TrimSpace(rest)
	}
	return l, nil
}

// split cuts a line into words. Quotes, single or double, keep blanks; a # at the beginning of a word starts a comment.
func split(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	flush := func() {
		if begun {
			words = append(words, word.String())
			word.Reset()
			begun = false
		}
	}
	for _, c := range text {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(c)
		case c == ' ' || c == '\t':
			flush()
		case c == '#' && !begun:
			return words, nil
		case (c == '"' || c == '\'') && opens(word.String()):
			quote, begun = c, true
		default:
			word.WriteRune(c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quotes %c are not closed", quote)
	}
	flush()
	return words, nil
}

// opens reports whether quotes behind this much of a word begin a quoted part: at the beginning, or behind the = of an option.
// Anywhere else they belong to the word, as in o'hara@harbour.example or emails[type eq "work"].
func opens(word string) bool {
	return word == "" || strings.HasSuffix(word, "=") && !strings.ContainsAny(word, `"'[`)
}

// option takes a word apart that is written as name=value.
func option(word string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(word, "=")
	return name, value, ok && name != ""
}

// number reads a count.
func number(word string) (int, bool) {
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 0
}
