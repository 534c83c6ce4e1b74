package rule

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

// Defect is a fault described by rules. The fields mean what those of defect.Defect mean; Line and Column are where it stands.
type Defect struct {
	Name, Title, Models, Source string
	Checks                      []string
	Front                       bool
	Line, Column                int

	rules []rule
}

// rule is one reaction: to which exchanges, and how.
type rule struct {
	when    when
	request []action
	instead func(x *wire.Exchange) *wire.Answer
	answer  []repair
}

var (
	nameForm  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	checkForm = regexp.MustCompile(`^[A-Z]{3}-[0-9]{3}$`)
)

// Parse reads a rule file. file is its name for messages; every error is an [*Error] with line and column.
func Parse(file string, data []byte) ([]Defect, error) {
	r := &reader{file: file}
	root, err := r.tree(data)
	if err != nil {
		return nil, err
	}
	var out []Defect
	err = r.fields(root, "a rule file", fields{"defects": func(n *node) error {
		items, err := r.list(n)
		if err != nil {
			return err
		}
		for _, item := range items {
			d, err := r.defect(item)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(out, func(other Defect) bool { return other.Name == d.Name }) {
				return r.fail(item, "there are two defects "+d.Name, "give one of them another name")
			}
			out = append(out, d)
		}
		return nil
	}}, "defects")
	return out, err
}

func (r *reader) defect(n *node) (Defect, error) {
	d := Defect{Line: n.line, Column: n.column}
	to := func(s *string) func(*node) error {
		return func(n *node) (err error) { *s, err = r.str(n); return err }
	}
	err := r.fields(n, "a defect", fields{
		"name": func(n *node) (err error) {
			if d.Name, err = r.str(n); err == nil && !nameForm.MatchString(d.Name) {
				err = r.fail(n, strconv.Quote(d.Name)+" is no name of a defect", "write lower-case words joined by hyphens")
			}
			return err
		},
		"title": to(&d.Title), "models": to(&d.Models), "source": to(&d.Source),
		"checks": func(n *node) error { return r.checks(n, &d) },
		"front":  func(n *node) error { d.Front = true; return r.yes(n) },
		"rules": func(n *node) error {
			items, err := r.list(n)
			if err != nil {
				return err
			}
			for _, item := range items {
				one, err := r.rule(item)
				if err != nil {
					return err
				}
				d.rules = append(d.rules, one)
			}
			return nil
		},
	}, "name", "title", "models", "source", "checks", "rules")
	return d, err
}

func (r *reader) checks(n *node, d *Defect) (err error) {
	if n.kind == list && len(n.items) == 0 {
		return nil // nobody can notice it from outside
	}
	if d.Checks, err = r.strs(n); err != nil {
		return err
	}
	items, _ := r.list(n) // strs has read it
	for i, c := range d.Checks {
		if !checkForm.MatchString(c) {
			return r.fail(items[i], strconv.Quote(c)+" is no id of a check", "write it like PAT-012")
		}
	}
	slices.Sort(d.Checks)
	return nil
}

func (r *reader) rule(n *node) (one rule, err error) {
	err = r.fields(n, "a rule", fields{
		"when":    func(n *node) (err error) { one.when, err = r.when(n); return err },
		"request": func(n *node) (err error) { one.request, err = r.requestActions(n); return err },
		"instead": func(n *node) (err error) { one.instead, err = r.instead(n); return err },
		"answer":  func(n *node) (err error) { one.answer, err = r.answerActions(n); return err },
	})
	switch {
	case err != nil:
	case one.request == nil && one.instead == nil && one.answer == nil:
		err = r.fail(n, "the rule does nothing", "add request:, instead: or answer:")
	case len(one.when.answer) > 0 && (one.request != nil || one.instead != nil):
		err = r.fail(n, "a rule that waits for the answer cannot do anything to the request", "leave status, answer and without-answer away, or use answer: only")
	}
	return one, err
}

// live is a rule with its memory.
type live struct {
	rule
	pick   func() bool
	random *wire.Rand
}

// Wrap puts the fault around a correct handler.
func (d Defect) Wrap(next http.Handler, env wire.Env) http.Handler {
	return wire.Remembering(func(env wire.Env) wire.Handler {
		rules := make([]*live, len(d.rules))
		for i, one := range d.rules {
			random := env.Rand(d.Name + "/" + strconv.Itoa(i))
			rules[i] = &live{rule: one, pick: one.when.traffic.picker(random), random: random}
		}
		return func(x *wire.Exchange) *wire.Answer { return run(rules, x) }
	})(next, env)
}

func run(rules []*live, x *wire.Exchange) *wire.Answer {
	var active []*live
	var a *wire.Answer
	for _, l := range rules {
		if !hold(l.when.request, x, nil) {
			continue
		}
		if len(l.when.answer) == 0 && !l.pick() {
			continue
		}
		active = append(active, l)
		for _, act := range l.request {
			if a = act(x, l.random); a != nil {
				break
			}
		}
		if a == nil && l.instead != nil {
			a = l.instead(x)
		}
		if a != nil {
			break
		}
	}
	if !slices.ContainsFunc(active, func(l *live) bool { return len(l.answer) > 0 }) {
		return a // also when it is nil: the request goes on as it is
	}
	if a == nil {
		a = x.Call()
	}
	for _, l := range active {
		if len(l.answer) == 0 || len(l.when.answer) > 0 && (!hold(l.when.answer, x, a) || !l.pick()) {
			continue
		}
		for _, change := range l.answer {
			change(x, a, l.random)
		}
	}
	return a
}

// hold reports whether all conditions do.
func hold(list []condition, x *wire.Exchange, a *wire.Answer) bool {
	for _, c := range list {
		if !c(x, a) {
			return false
		}
	}
	return true
}
