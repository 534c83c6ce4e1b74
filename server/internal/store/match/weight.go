package match

import (
	"cmp"

	"github.com/entrasim/entrasim/server/internal/scim"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/raw"
)

// Weight is the value that a record is sorted by: nil when it is missing, or a string, or a float64, always the same of
// the two for one Sort.
type Weight any

// Weigh returns the weight of a record.
func Weigh(by *store.Sort, r *store.Record) Weight {
	if by.By.Field == store.FieldDoc {
		return WeighDoc(by, r.Doc)
	}
	f := fieldOf(r, by.By.Field)
	switch {
	case f.missing():
		return nil
	case f.text == "":
		return Instant(f.time)
	}
	return f.text
}

// WeighDoc is Weigh for a value in the document.
func WeighDoc(by *store.Sort, doc []byte) Weight {
	v := pick(raw.Document(doc), by.By.Path)
	switch by.Kind {
	case store.KindString:
		if !v.IsString() || len(v) == len(`""`) {
			return nil
		}
		if by.Fold {
			return scim.FoldKey(v.Text())
		}
		return v.Text()
	case store.KindNumber:
		if f, ok := v.Number(); ok {
			return f
		}
	case store.KindBool:
		switch string(v) {
		case "true":
			return 1.0
		case "false":
			return 0.0
		}
	case store.KindInstant:
		if at, ok := instant(v); ok {
			return Instant(at)
		}
	}
	return nil
}

// Place is where a record stands in the order of a Sort, nil for the order of creation.
type Place struct {
	Weight Weight
	Seq    int64
}

// Compare says which of two places comes first.
func Compare(by *store.Sort, a, b Place) int {
	if by == nil {
		return cmp.Compare(a.Seq, b.Seq)
	}
	sign := compareWeights(a.Weight, b.Weight)
	if by.Descending {
		sign = -sign
	}
	return cmp.Or(sign, cmp.Compare(a.Seq, b.Seq))
}

// compareWeights puts missing ones last.
func compareWeights(a, b Weight) int {
	switch {
	case a == nil || b == nil:
		return rank(a == nil) - rank(b == nil)
	}
	switch a := a.(type) {
	case string:
		b, _ := b.(string)
		return cmp.Compare(a, b)
	case float64:
		b, _ := b.(float64)
		return cmp.Compare(a, b)
	}
	return 0
}
