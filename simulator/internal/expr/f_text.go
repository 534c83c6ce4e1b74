package expr

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// Append, Prepend, Join, Left, Mid, InStr, Word, StripSpaces.
func textFunctions() []*function {
	inStr := fn("InStr", evalInStr, required("value1"), required("value2"), optional("start"), optional("compareType"))
	inStr.keyword = func(i int) bool { return i == 3 }
	return []*function{
		fn("Append", evalAppend, required("source"), required("suffix")),
		fn("Prepend", evalPrepend, required("prefix"), required("source")),
		fn("Join", evalJoin, required("separator"), repeated("source")),
		fn("Left", evalLeft, required("string"), required("numChars")),
		fn("Mid", evalMid, required("source"), required("start"), required("length")),
		inStr,
		fn("Word", evalWord, required("string"), required("wordNumber"), required("delimiters")),
		fn("StripSpaces", evalStripSpaces, required("source")),
	}
}

func evalAppend(c *call) (Value, error) {
	suffix, _, err := c.single(1)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) { return s + suffix, nil })
}

func evalPrepend(c *call) (Value, error) {
	prefix, _, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	source, err := c.arg(1)
	if err != nil {
		return Null(), err
	}
	return source.each(func(s string) (string, error) { return prefix + s, nil })
}

// evalJoin leaves out null and empty sources together with their separator, as the documented sample shows. Nothing
// to join gives null, so that a user without names does not get an empty name.
func evalJoin(c *call) (Value, error) {
	separator, _, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	var parts []string
	present := false
	for i := 1; i < len(c.node.Args); i++ {
		v, err := c.arg(i)
		if err != nil {
			return Null(), err
		}
		for _, s := range v.Strings() {
			present = true
			if s != "" {
				parts = append(parts, s)
			}
		}
	}
	if !present {
		return Null(), nil
	}
	return Text(strings.Join(parts, separator)), nil
}

func evalLeft(c *call) (Value, error) {
	n, ok, err := c.integer(1)
	if err != nil {
		return Null(), err
	}
	if !ok {
		return Null(), c.fail("the number of characters has no value")
	}
	v, err := c.arg(0)
	if err != nil {
		return Null(), err
	}
	if v.IsNull() {
		return Text(""), nil
	}
	return v.each(func(s string) (string, error) {
		u := dotnet.UnitsOf(s)
		if n < 0 || n >= int64(len(u)) {
			return s, nil
		}
		return u[:n].String(), nil
	})
}

// evalMid gives the source back unchanged for a start or a length that makes no sense, as the sibling engine of
// Entra Connect does (CNFN).
func evalMid(c *call) (Value, error) {
	start, okStart, err := c.integer(1)
	if err != nil {
		return Null(), err
	}
	length, okLength, err := c.integer(2)
	if err != nil {
		return Null(), err
	}
	if !okStart || !okLength {
		return Null(), c.fail("start or length has no value")
	}
	return c.eachText(func(s string) (string, error) {
		u := dotnet.UnitsOf(s)
		if start <= 0 || length < 0 || start > int64(len(u)) {
			return s, nil
		}
		u = u[start-1:]
		return u[:min(length, int64(len(u)))].String(), nil
	})
}

func evalInStr(c *call) (Value, error) {
	text, ok, err := c.single(0)
	if err != nil || !ok {
		return Null(), err
	}
	sought, ok, err := c.single(1)
	if err != nil || !ok {
		return Null(), err
	}
	start, given, err := c.integer(2)
	if err != nil {
		return Null(), err
	}
	if !given {
		start = 1
	}
	if start < 1 {
		return Null(), c.fail("start is %d, positions count from 1", start)
	}
	mode, _, err := c.single(3)
	if err != nil {
		return Null(), err
	}
	switch mode {
	case "", keywordBinaryCompare:
	case keywordTextCompare:
		text, sought = dotnet.ToLower(text), dotnet.ToLower(sought)
	default:
		return Null(), c.fail("the compare type is %s, not vbTextCompare or vbBinaryCompare", c.shown(mode))
	}
	units := dotnet.UnitsOf(text)
	if start > int64(len(units)) {
		return number(0), nil
	}
	return number(units.Index(dotnet.UnitsOf(sought), int(start)-1) + 1), nil
}

// evalWord gives the empty text whenever there is no such word, also for null.
func evalWord(c *call) (Value, error) {
	text, _, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	n, ok, err := c.integer(1)
	if err != nil {
		return Null(), err
	}
	delimiters, _, err := c.single(2)
	if err != nil {
		return Null(), err
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(delimiters, r) })
	if !ok || n < 1 || n > int64(len(words)) {
		return Text(""), nil
	}
	return Text(words[n-1]), nil
}

func evalStripSpaces(c *call) (Value, error) {
	return c.eachText(func(s string) (string, error) { return strings.ReplaceAll(s, " ", ""), nil })
}
