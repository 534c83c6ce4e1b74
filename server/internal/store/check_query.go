package store

import (
	"errors"
	"fmt"
	"time"
)

// Bounds of a Query's condition. A filter within its own bounds (8 KB, depth 32) is well inside.
const (
	maxConditions = 5000
	maxDepth      = 200
)

// CheckQuery reports what keeps q from being answered. Every implementation refuses with the same words.
func CheckQuery(q *Query) error {
	c := condChecker{left: maxConditions}
	if err := c.check(q.Where, 0, false); err != nil {
		return fmt.Errorf("where: %w", err)
	}
	if q.Sort == nil {
		return nil
	}
	if q.Sort.Kind > KindInstant {
		return fmt.Errorf("sort: there is no kind %d", q.Sort.Kind)
	}
	if err := checkRef(q.Sort.By, false); err != nil {
		return fmt.Errorf("sort: %w", err)
	}
	return nil
}

type condChecker struct{ left int }

func (c *condChecker) check(cond Cond, depth int, inside bool) error {
	if c.left--; c.left < 0 {
		return fmt.Errorf("more than %d conditions", maxConditions)
	}
	if depth++; depth > maxDepth {
		return fmt.Errorf("conditions nested deeper than %d", maxDepth)
	}
	switch cond := cond.(type) {
	case nil:
		if depth > 1 {
			return errors.New("a condition is nil")
		}
		return nil
	case All:
		return c.all(cond, depth, inside)
	case Any:
		return c.all(cond, depth, inside)
	case Not:
		return c.check(cond.Cond, depth, inside)
	case Eq:
		if inside {
			return errors.New("an index cannot be asked about one element")
		}
		return CheckNarrow([]Eq{cond})
	case InGroup:
		if inside {
			return errors.New("membership cannot be asked about one element")
		}
		return nil
	case Test:
		return checkTest(cond, inside)
	case Present:
		return checkRef(cond.Of, inside)
	case Element:
		if err := checkRef(Ref{Path: cond.Path}, inside); err != nil {
			return err
		}
		return c.check(cond.Where, depth, true)
	}
	return fmt.Errorf("%T is not a condition", cond)
}

func (c *condChecker) all(terms []Cond, depth int, inside bool) error {
	for _, t := range terms {
		if err := c.check(t, depth, inside); err != nil {
			return err
		}
	}
	return nil
}

func checkRef(r Ref, inside bool) error {
	switch {
	case r.Field > FieldModified:
		return fmt.Errorf("there is no field %d", r.Field)
	case r.Field != FieldDoc && (inside || len(r.Path) > 0):
		return fmt.Errorf("field %d has no path and no elements", r.Field)
	case r.Field == FieldDoc && !inside && len(r.Path) == 0:
		return errors.New("a path is empty")
	case len(r.Path) > maxDepth:
		return fmt.Errorf("a path has more than %d steps", maxDepth)
	}
	return nil
}

func checkTest(t Test, inside bool) error {
	if err := checkRef(t.Of, inside); err != nil {
		return err
	}
	if t.Op > LessOrEqual {
		return fmt.Errorf("there is no comparison %d", t.Op)
	}
	partial := t.Op >= Contains && t.Op <= EndsWith
	fits := true
	switch t.Value.(type) {
	case string:
		fits = t.Of.Field < FieldCreated
	case bool:
		fits = t.Of.Field == FieldDoc && t.Op <= NotEqual
	case int64, float64:
		fits = t.Of.Field == FieldDoc && !partial
	case time.Time:
		fits = (t.Of.Field == FieldDoc || t.Of.Field >= FieldCreated) && !partial
	default:
		return fmt.Errorf("a %T cannot be compared with", t.Value)
	}
	if !fits {
		return fmt.Errorf("comparison %d of field %d does not take a %T", t.Op, t.Of.Field, t.Value)
	}
	return nil
}
