package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// sorted orders what matches by its weight and reads the records of the page then.
func (l *lookup) sorted(ctx context.Context, place match.Place) ([]store.Record, error) {
	by := l.q.Sort
	order := "k NULLS LAST, seq"
	if by.Descending {
		order = "k DESC NULLS FIRST, seq"
	}
	weight := fields[by.By.Field].weight
	if by.By.Field == store.FieldDoc {
		weight = l.weight(by)
	}
	sql := fmt.Sprintf("SELECT seq, k FROM (SELECT r.seq, %s AS k FROM resource r WHERE %s) weighed", weight, l.cond)
	if l.q.After != "" {
		behind, err := l.behind(by, place)
		if err != nil {
			return nil, err
		}
		sql += " WHERE " + behind
	}
	sql = fmt.Sprintf("SELECT %s FROM (%s ORDER BY %s%s) page JOIN resource r USING (seq) ORDER BY %s",
		recordColumns, sql, order, l.slice(), order)
	return l.records(ctx, sql, l.args...)
}

// weight writes the value of the document that is sorted by.
func (l *lookup) weight(by *store.Sort) string {
	value := "r.search"
	for _, name := range by.By.Path {
		value = "entrasim_pick(" + value + " -> " + l.text(strings.ToValidUTF8(name, "\uFFFD")) + ")"
	}
	kind, weight := "string", ""
	switch by.Kind {
	case store.KindString:
		weight = "nullif((" + value + ` #>> '{}') COLLATE "C", '')`
		if by.Fold {
			whole := wholeFolding()
			weight = l.folded(weight, whole.from, whole.to)
		}
	case store.KindNumber:
		kind, weight = "number", value+"::float8"
	case store.KindBool:
		kind, weight = "boolean", "CASE "+value+" WHEN 'true' THEN 1::float8 ELSE 0 END"
	case store.KindInstant:
		weight = instantOf(value)
	}
	return fmt.Sprintf("CASE jsonb_typeof(%s) WHEN '%s' THEN %s END", value, kind, weight)
}

// behind is the condition to come after a place, for seq and the weight k.
func (l *lookup) behind(by *store.Sort, place match.Place) (string, error) {
	seq := l.arg(place.Seq, "bigint")
	switch {
	case place.Weight == nil && by.Descending:
		return "(k IS NOT NULL OR seq > " + seq + ")", nil
	case place.Weight == nil:
		return "(k IS NULL AND seq > " + seq + ")", nil
	}
	weight, err := l.bound(by, place.Weight)
	if err != nil {
		return "", err
	}
	if by.Descending {
		return fmt.Sprintf("(k < %[1]s OR k = %[1]s AND seq > %[2]s)", weight, seq), nil
	}
	return fmt.Sprintf("(k > %[1]s OR k = %[1]s AND seq > %[2]s OR k IS NULL)", weight, seq), nil
}

// bound adds a weight as a parameter.
func (l *lookup) bound(by *store.Sort, w match.Weight) (string, error) {
	s, isText := w.(string)
	switch f := by.By.Field; {
	case !isText:
		return l.arg(w, "float8"), nil
	case f == store.FieldCreated || f == store.FieldModified:
		at, err := match.ParseInstant(s)
		if err != nil {
			return "", err
		}
		return l.arg(at.UnixNano(), "bigint"), nil
	}
	return l.text(s) + ` COLLATE "C"`, nil
}
