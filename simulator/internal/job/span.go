package job

import (
	"fmt"
	"time"
)

// Span is a duration that is stored as text, like 1h40m0s.
type Span time.Duration

// MarshalText writes the span.
func (s Span) MarshalText() ([]byte, error) { return []byte(time.Duration(s).String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Span) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("read span: %w", err)
	}
	*s = Span(d)
	return nil
}
