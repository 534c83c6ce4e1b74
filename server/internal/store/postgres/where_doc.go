package postgres

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/match"
)

// jsonPath writes a path of names as one of PostgreSQL's, lax and with every array entered. Search documents have no arrays
// in arrays, so laxness enters nothing else.
func jsonPath(names []string) string {
	var b strings.Builder
	b.WriteString("$")
	for _, name := range names {
		quoted, _ := jsontext.AppendQuote(nil, text(strings.ToValidUTF8(name, "\uFFFD")))
		b.WriteByte('.')
		b.Write(quoted)
		b.WriteString("[*]")
	}
	return b.String()
}

// path adds a path as a parameter.
func (w *where) path(text string) string { return w.arg(text, "jsonpath") }

// some asks whether the condition that cond writes holds for one of the values at a path.
func (w *where) some(at string, path []string, cond func(value string) string) string {
	if len(path) == 0 {
		return cond(at)
	}
	// Aliases must differ, because a condition may be inside of another.
	alias := "v" + strconv.Itoa(len(w.args))
	return fmt.Sprintf("EXISTS (SELECT 1 FROM jsonb_path_query(%s, %s) %s (v) WHERE %s)",
		at, w.path(jsonPath(path)), alias, cond(alias+".v"))
}

// missing asks whether one of the values at a path is missing: somewhere on the way there is an object without the next name,
// or something that is no object.
func (w *where) missing(at string, path []string) string {
	if len(path) == 0 {
		return "false"
	}
	var ways []string
	for i, name := range path {
		step := "!exists(@" + strings.TrimPrefix(jsonPath([]string{name}), "$") + ")"
		ways = append(ways, "exists("+jsonPath(path[:i])+" ? ("+step+"))")
	}
	return fmt.Sprintf("jsonb_path_exists(%s, %s)", at, w.path("$ ? ("+strings.Join(ways, " || ")+")"))
}

// leaves finds what makes a value present.
const leaves = `$.** ? (@.type() == "number" || @.type() == "boolean" || @.type() == "string" && @ != "")`

func present(value string) string { return "jsonb_path_exists(" + value + ", '" + leaves + "')" }

// docTest compares values of the document.
func (w *where) docTest(t store.Test, at string) string {
	cond := w.some(at, t.Of.Path, func(value string) string { return w.literal(t, value) })
	if t.Missing {
		return "(" + cond + " OR " + w.missing(at, t.Of.Path) + ")"
	}
	return cond
}

// literal compares one value. CASE keeps PostgreSQL from converting what is of another kind.
func (w *where) literal(t store.Test, value string) string {
	kind, cond := "string", ""
	switch literal := t.Value.(type) {
	case string:
		cond = w.docString(t, value, literal)
	case bool:
		kind = "boolean"
		cond = value + " " + operators[t.Op] + " " + w.arg(strconv.FormatBool(literal), "jsonb")
	case int64:
		kind = "number"
		lit := w.arg(strconv.FormatInt(literal, 10), "numeric")
		cond = fmt.Sprintf("CASE scale(%[1]s::numeric) WHEN 0 THEN %[1]s::numeric %[2]s %[3]s ELSE %[1]s::float8 %[2]s %[3]s::float8 END",
			value, operators[t.Op], lit)
	case float64:
		kind = "number"
		cond = value + "::float8 " + operators[t.Op] + " " + w.arg(literal, "float8")
	case time.Time:
		cond = fmt.Sprintf("coalesce(%s %s %s, false)", instantOf(value), operators[t.Op], w.text(match.Instant(literal)))
	}
	return fmt.Sprintf("CASE jsonb_typeof(%s) WHEN '%s' THEN %s ELSE false END", value, kind, cond)
}

// instantOf looks up the instant that a string names, NULL when it names none.
func instantOf(value string) string {
	return fmt.Sprintf(`(r.search -> E'%s' ->> (%s #>> '{}')) COLLATE "C"`, `\x01t`, value)
}

func (w *where) docString(t store.Test, value, literal string) string {
	literal = match.Literal(literal, t.Fold)
	value = "(" + value + ` #>> '{}') COLLATE "C"`
	if !t.Fold {
		return w.compare(value, t.Op, literal)
	}
	from, to := foldingFor(literal)
	if t.Op >= store.Greater {
		whole := wholeFolding()
		from, to = whole.from, whole.to
	}
	return w.compare(w.folded(value, from, to), t.Op, literal)
}

// folded folds a text: ASCII by lower, what else has to be by translate.
func (w *where) folded(value, from, to string) string {
	lower := "lower(" + value + ")"
	if from == "" {
		return lower
	}
	return fmt.Sprintf("CASE octet_length(%[1]s) WHEN length(%[1]s) THEN %[2]s ELSE translate(%[2]s, %[3]s, %[4]s) END",
		value, lower, w.text(from), w.text(to))
}
