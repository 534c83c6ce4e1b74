package expr

import (
	"slices"
	"strconv"
	"strings"
)

// Count, Item, RemoveDuplicates, Split.
func listFunctions() []*function {
	return []*function{
		fn("Count", evalCount, required("attribute")),
		fn("Item", evalItem, required("attribute"), required("index")),
		fn("RemoveDuplicates", evalRemoveDuplicates, required("attribute")),
		fn("Split", evalSplit, required("source"), required("delimiter")),
	}
}

func number(n int) Value { return Text(strconv.Itoa(n)) }

func evalCount(c *call) (Value, error) {
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	return number(len(v.Strings())), nil
}

func evalItem(c *call) (Value, error) {
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	i, ok, err := c.integer(1)
	if err != nil {
		return Null(), err
	}
	values := v.Strings()
	if !ok || i < 1 || i > int64(len(values)) {
		return Null(), c.fail("index %d is out of range, there are %d values and the first has index 1", i, len(values))
	}
	return Text(values[i-1]), nil
}

// evalRemoveDuplicates keeps the first occurrence; letter case counts, which Microsoft leaves open.
func evalRemoveDuplicates(c *call) (Value, error) {
	v, err := c.arg(0)
	if err != nil || !v.IsList() {
		return v, err
	}
	var distinct []string
	for _, s := range v.Strings() {
		if !slices.Contains(distinct, s) {
			distinct = append(distinct, s)
		}
	}
	return List(distinct), nil
}

func evalSplit(c *call) (Value, error) {
	source, err := c.arg(0)
	if err != nil || source.IsNull() {
		return Null(), err
	}
	delimiter, ok, err := c.single(1)
	if err != nil {
		return Null(), err
	}
	if !ok || delimiter == "" {
		return Null(), c.fail("the delimiter is empty")
	}
	var parts []string
	for _, s := range source.Strings() {
		for part := range strings.SplitSeq(s, delimiter) {
			if !c.ev.ctx.Options.SplitKeepsBlanks {
				part = strings.TrimSpace(part)
			}
			parts = append(parts, part)
		}
	}
	return List(parts), nil
}
