package match

import (
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

// field is the value of a record's field: a string, or a time.
type field struct {
	text string
	time time.Time
}

func (f field) missing() bool { return f.text == "" && f.time.IsZero() }

func fieldOf(r *store.Record, f store.Field) field {
	switch f {
	case store.FieldID:
		return field{text: r.ID}
	case store.FieldUniqueKey:
		return field{text: r.UniqueKey}
	case store.FieldExternalID:
		return field{text: r.ExternalID}
	case store.FieldDisplay:
		return field{text: r.DisplayKey}
	case store.FieldCreated:
		return field{time: r.Created}
	case store.FieldModified:
		return field{time: r.Modified}
	}
	return field{}
}
