package harness

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Template is what the operator says that the target wants of every resource of a type, beside what it announces: attributes
// with their values, and null for those that are not to be sent though they usually are. Texts may hold placeholders:
//
//	{{name}}    a name of the run's own, with its marker
//	{{email}}   an address of the run's own
//	{{number}}  a number that no other resource of the run has
//	{{guid}}    a GUID
type Template struct{ attributes map[string]any }

// placeholders by name.
var placeholders = map[string]func(*T) string{
	"name":   func(t *T) string { return t.Name("") },
	"email":  func(t *T) string { return t.Name(Domain) },
	"number": func(t *T) string { return fmt.Sprint(t.number()) },
	"guid":   func(t *T) string { return t.GUID() },
}

var placeholder = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// ParseTemplate reads a template; nil for no text. Errors name line and column, or the attribute.
func ParseTemplate(text []byte) (*Template, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, located(text, err)
	}
	attributes, ok := doc.(map[string]any)
	if !ok {
		return nil, errors.New("line 1: it is not a JSON object")
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		if slices.Contains([]string{"id", "meta"}, strings.ToLower(name)) {
			return nil, fmt.Errorf("%s: the target gives it, no client does", name)
		}
		if strings.EqualFold(name, "userName") && attributes[name] != nil {
			if s, _ := attributes[name].(string); !strings.Contains(s, "{{") {
				return nil, fmt.Errorf("%s: it must hold {{name}} or {{email}}, as every user of a run has another", name)
			}
		}
		if err := known(name, attributes[name]); err != nil {
			return nil, err
		}
	}
	return &Template{attributes}, nil
}

// located is a JSON error with the line and column where it is.
func located(text []byte, err error) error {
	var syntax *jsontext.SyntacticError
	if !errors.As(err, &syntax) {
		return err
	}
	before := text[:min(int(syntax.ByteOffset), len(text))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Errorf("line %d, column %d: %w", line, column, syntax.Err)
}

// known makes sure that a value holds no placeholder that nobody knows.
func known(path string, v any) error {
	switch x := v.(type) {
	case string:
		for _, m := range placeholder.FindAllStringSubmatch(x, -1) {
			if placeholders[m[1]] == nil {
				return fmt.Errorf("%s: unknown placeholder {{%s}}; there is {{%s}}", path, m[1], strings.Join(slices.Sorted(maps.Keys(placeholders)), "}}, {{"))
			}
		}
		if rest := placeholder.ReplaceAllString(x, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
			return fmt.Errorf("%s: braces without a counterpart in %q", path, x)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(x)) {
			if err := known(path+"."+name, x[name]); err != nil {
				return err
			}
		}
	case []any:
		for i, e := range x {
			if err := known(fmt.Sprintf("%s[%d]", path, i), e); err != nil {
				return err
			}
		}
	}
	return nil
}

// into puts what the template says into a body, where the check says nothing itself (own, names in lower case).
func (p *Template) into(t *T, body Attrs, own map[string]bool) {
	if p == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(p.attributes)) {
		v := p.attributes[name]
		if own[strings.ToLower(name)] {
			continue
		}
		for key := range body {
			if strings.EqualFold(key, name) {
				delete(body, key)
			}
		}
		if v == nil {
			continue
		}
		body[name] = fillIn(t, v)
		urns, plain := body["schemas"].([]string)
		if plain && strings.HasPrefix(strings.ToLower(name), "urn:") && !slices.Contains(urns, name) {
			body["schemas"] = append(slices.Clone(urns), name)
		}
	}
}

// fillIn puts values in place of placeholders.
func fillIn(t *T, v any) any {
	switch x := v.(type) {
	case string:
		return placeholder.ReplaceAllStringFunc(x, func(m string) string { return placeholders[m[2:len(m)-2]](t) })
	case map[string]any:
		out := Attrs{}
		for _, name := range slices.Sorted(maps.Keys(x)) {
			out[name] = fillIn(t, x[name])
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = fillIn(t, e)
		}
		return out
	}
	return v
}

// Demanded tells whether the operator says that the target wants an attribute in every user or group, whatever its schema says: it is
// not taken away, then.
func (t *T) Demanded(urn, name string) bool {
	template := t.session.cfg.Template
	if strings.EqualFold(urn, GroupURN) {
		template = t.session.cfg.GroupTemplate
	}
	if template == nil {
		return false
	}
	attributes := template.attributes
	if !strings.EqualFold(urn, UserURN) && !strings.EqualFold(urn, GroupURN) {
		attributes, _ = member(attributes, urn).(map[string]any)
	}
	return member(attributes, name) != nil
}

// number is one that no other resource of the run has.
func (t *T) number() int {
	t.session.mu.Lock()
	defer t.session.mu.Unlock()
	t.session.numbers++
	return 100000 + int(t.session.cfg.Seed%800)*1000 + t.session.numbers
}

// untemplated is UserBody without what the template adds.
func (t *T) untemplated() Attrs {
	kept := t.session.cfg.Template
	bare := t.UserBody(nil)
	if kept == nil {
		return bare
	}
	for name := range kept.attributes {
		if !strings.EqualFold(name, "userName") {
			delete(bare, name)
		}
	}
	return bare
}

// requireStories ends a lifecycle story before it begins where Entra, as the simulator plays it, cannot work with the target for
// a reason that other checks are about.
func (t *T) requireStories() {
	t.require(NeedCreatedID)
	if t.session.cfg.Template == nil {
		return
	}
	if r := t.establish(NeedPlainUser); r.missing != "" {
		t.NotSupported("the stories send what Entra maps by default, and the target wants what the template adds: " + r.missing)
	}
}
