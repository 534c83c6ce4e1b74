package rule

import "regexp"

// substitution is a pattern and what comes in its place, in which $1 stands for a group of the pattern.
type substitution struct {
	re     *regexp.Regexp
	with   string
	fields fields // to read it
}

func (s *substitution) apply(text string) string { return s.re.ReplaceAllString(text, s.with) }

func (r *reader) substituting() *substitution {
	s := &substitution{}
	s.fields = fields{
		"pattern": func(n *node) (err error) { s.re, err = r.regexp(n); return err },
		"with": func(n *node) (err error) {
			if n.kind == text && n.text == "" {
				return nil // in place of the pattern comes nothing
			}
			s.with, err = r.scalar(n)
			return err
		},
	}
	return s
}

func (r *reader) substitution(n *node, what string) (func(string) string, error) {
	s := r.substituting()
	err := r.fields(n, what, s.fields, "pattern", "with")
	return s.apply, err
}
