package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseBaseline reads a baseline: a YAML list of entries with id, reason and, where the failure is accepted for a time only,
// until. checks are the ids that there are. Whatever is odd is an error that names line and column: an entry that is misread
// would hide a failure.
func ParseBaseline(data []byte, checks []string) (Baseline, error) {
	file, err := parseYAML(data)
	if err != nil {
		return nil, err
	}
	var list *ast.SequenceNode
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case nil:
		case *ast.SequenceNode:
			if list != nil {
				return nil, at(body, "a second document: put all entries into one list")
			}
			list = body
		default:
			if _, comment := body.(*ast.CommentGroupNode); !comment {
				return nil, at(body, "the file is a list of entries: - id: …, with reason and until below it")
			}
		}
	}
	if list == nil {
		return nil, nil // an empty list is one that accepts nothing
	}
	b := make(Baseline, 0, len(list.Values))
	for _, node := range list.Values {
		e, err := entry(node, checks)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(b, func(other Entry) bool { return other.ID == e.ID }); i >= 0 {
			return nil, at(node, "%s is there twice, first in line %d", e.ID, b[i].line)
		}
		b = append(b, e)
	}
	return b, nil
}

// parseYAML keeps a mistake of the YAML parser from ending the program: the file is somebody else's.
func parseYAML(data []byte) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			file, err = nil, errors.New("it is no YAML that can be read")
		}
	}()
	file, err = parser.ParseBytes(data, 0)
	if err != nil {
		return nil, errors.New(strings.TrimSpace(yaml.FormatError(err, false, false)))
	}
	return file, nil
}

func at(node ast.Node, format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if node == nil || node.GetToken() == nil || node.GetToken().Position == nil {
		return errors.New(text)
	}
	p := node.GetToken().Position
	return fmt.Errorf("line %d, column %d: %s", p.Line, p.Column, text)
}

func entry(node ast.Node, checks []string) (Entry, error) {
	var e Entry
	mapping, ok := node.(ast.MapNode)
	if !ok {
		return e, at(node, "an entry has the members id, reason and until")
	}
	given := map[string]bool{}
	for values := mapping.MapRange(); values.Next(); {
		key, value := values.Key(), values.Value()
		name := key.String()
		if given[name] {
			return e, at(key, "%s is given twice", name)
		}
		given[name] = true
		text, err := scalar(value)
		if err != nil {
			return e, err
		}
		switch name {
		case "id":
			e.ID, e.line = strings.ToUpper(text), value.GetToken().Position.Line
			if !slices.Contains(checks, e.ID) {
				return e, at(value, "there is no check %q; `entrasim conform list` names them", text)
			}
		case "reason":
			e.Reason = text
		case "until":
			if _, err := time.Parse(day, text); err != nil {
				return e, at(value, "until is %q: write the last day as in 2027-03-31", text)
			}
			e.Until = text
		default:
			return e, at(key, "unknown member %q: there are id, reason and until", name)
		}
	}
	switch {
	case e.ID == "":
		return e, at(node, "the entry has no id")
	case strings.TrimSpace(e.Reason) == "":
		return e, at(node, "%s has no reason: say why its failure is accepted", e.ID)
	}
	return e, nil
}

// scalar is the text of a plain value as it was written: YAML must not make a number or a date of it.
func scalar(node ast.Node) (string, error) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), nil
	case ast.ScalarNode:
		return n.GetToken().Value, nil
	}
	return "", at(node, "a plain text is wanted here")
}
