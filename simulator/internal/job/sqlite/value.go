package sqlite

import (
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
)

// list is a list of texts in a column: JSON, or empty.
type list []string

// Value implements driver.Valuer.
func (l list) Value() (driver.Value, error) {
	if len(l) == 0 {
		return "", nil
	}
	b, err := json.Marshal([]string(l))
	return string(b), err
}

// Scan implements sql.Scanner.
func (l *list) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("a list is a %T, not text", v)
	}
	*l = nil
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), (*[]string)(l))
}

// moment is a time in a column: RFC 3339 in UTC with all nine digits, so that texts sort like times.
type moment time.Time

const momentForm = "2006-01-02T15:04:05.000000000Z"

// Value implements driver.Valuer.
func (m moment) Value() (driver.Value, error) { return time.Time(m).UTC().Format(momentForm), nil }

// Scan implements sql.Scanner.
func (m *moment) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("a time is a %T, not text", v)
	}
	t, err := time.Parse(momentForm, text)
	*m = moment(t)
	return err
}
