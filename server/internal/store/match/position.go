package match

import (
	"encoding/base64"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/server/internal/store"
)

// maxWeight is the most bytes of a sort value that a position carries.
const maxWeight = 1000

// position is the content of a store.Position, as JSON in base64url.
type position struct {
	Seq    int64  `json:"s"`
	Weight Weight `json:"w,omitzero"`
	Sorted bool   `json:"o,omitzero"` // false: the order of creation
	Long   bool   `json:"l,omitzero"` // the weight was too long to be carried
}

// PositionOf returns the position of a record.
func PositionOf(by *store.Sort, r *store.Record) store.Position {
	p := position{Seq: r.Seq}
	if by != nil {
		p.Sorted, p.Weight = true, Weigh(by, r)
		if s, _ := p.Weight.(string); len(s) > maxWeight {
			p.Weight, p.Long = nil, true
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return "" // never: the weight is a string or a finite number
	}
	return store.Position(base64.RawURLEncoding.EncodeToString(text))
}

// PlaceOf reads a position. With incomplete, the weight is that of the record with the Seq.
func PlaceOf(by *store.Sort, pos store.Position) (place Place, incomplete bool, err error) {
	text, err := base64.RawURLEncoding.DecodeString(string(pos))
	if err != nil {
		return place, false, fmt.Errorf("%w: %w", store.ErrPosition, err)
	}
	var p position
	if err := json.Unmarshal(text, &p, json.RejectUnknownMembers(true)); err != nil {
		return place, false, fmt.Errorf("%w: %w", store.ErrPosition, err)
	}
	if p.Sorted != (by != nil) || by != nil && !fits(by, p) {
		return place, false, fmt.Errorf("%w: it is one of another order", store.ErrPosition)
	}
	return Place{p.Weight, p.Seq}, p.Long, nil
}

func fits(by *store.Sort, p position) bool {
	text := by.By.Field != store.FieldDoc || by.Kind == store.KindString || by.Kind == store.KindInstant
	switch w := p.Weight.(type) {
	case nil:
		return true
	case string:
		if by.By.Field >= store.FieldCreated {
			_, err := ParseInstant(w)
			return err == nil
		}
		return text
	case float64:
		return !text
	}
	return false
}
