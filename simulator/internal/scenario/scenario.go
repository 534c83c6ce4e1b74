package scenario

import (
	"bytes"
	"strings"

	"golang.org/x/tools/txtar"
)

// Scenario is a file that was read.
type Scenario struct {
	Name     string // of the file, for reports
	Title    string
	Evidence []string // quirks, sections, reports
	archive  *txtar.Archive
	starts   map[string]int // line in which a section begins
	steps    []step
}

// step is a line with what it does.
type step struct {
	line *line
	do   action
}

// evidence is how the comment begins that names what a scenario stands on.
const evidence = "evidence:"

// Parse reads a scenario. The error is an [*Error] and names the first mistake.
func Parse(name string, data []byte) (*Scenario, error) {
	s := &Scenario{Name: name, archive: txtar.Parse(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))}
	if err := s.sections(); err != nil {
		return nil, err
	}
	number := 0
	for text := range strings.Lines(string(s.archive.Comment)) {
		number++
		if note, ok := strings.CutPrefix(strings.TrimSpace(text), "#"); ok {
			s.note(strings.TrimSpace(note))
			continue
		}
		l, err := readLine(name, number, text)
		if err != nil {
			return nil, err
		}
		if l == nil {
			continue
		}
		if err := s.step(l); err != nil {
			return nil, err
		}
	}
	if len(s.steps) == 0 {
		return nil, &Error{File: name, Line: 1, What: "there is no step in the scenario", Remedy: "begin with a title, # What happens., and verbs below it; `entrasim scenario verbs` lists them"}
	}
	return s, nil
}

// sections finds where each section begins.
func (s *Scenario) sections() error {
	s.starts = map[string]int{}
	next := bytes.Count(s.archive.Comment, []byte("\n")) + 1
	for _, f := range s.archive.Files {
		if at, ok := s.starts[f.Name]; ok {
			return &Error{
				File: s.Name, Line: next, What: "the section " + f.Name + " is there already",
				Remedy: "rename one of the two; the first is in line " + decimal(at-1),
			}
		}
		s.starts[f.Name] = next + 1
		next += bytes.Count(f.Data, []byte("\n")) + 1
	}
	return nil
}

// note takes title and evidence from a comment.
func (s *Scenario) note(text string) {
	if list, ok := strings.CutPrefix(text, evidence); ok {
		for item := range strings.SplitSeq(list, ",") {
			s.Evidence = append(s.Evidence, strings.TrimSpace(item))
		}
		return
	}
	if s.Title == "" && len(s.steps) == 0 {
		s.Title = text
	}
}

func (s *Scenario) step(l *line) error {
	v, ok := VerbNamed(l.verb)
	if !ok {
		unknown := l.verb
		l.verb = ""
		return l.fail(suggest(unknown), "there is no verb %q", unknown)
	}
	l.forms = v.Forms
	do, err := v.read(l, s)
	if err != nil {
		return err
	}
	s.steps = append(s.steps, step{l, do})
	return nil
}

// section gives the text of a section that a line refers to.
//
// known are the names that would have done as well, of what travels with the program.
func (s *Scenario) section(l *line, name string, known ...string) (string, error) {
	if text, ok := s.lookup(name); ok {
		return text, nil
	}
	names := "the file has none"
	if len(s.archive.Files) > 0 {
		var list []string
		for _, f := range s.archive.Files {
			list = append(list, f.Name)
		}
		names = "there are " + strings.Join(list, ", ")
	}
	if len(known) > 0 {
		names += "; or name one that travels with the program: " + strings.Join(known, ", ")
	}
	return "", l.fail("add a line -- "+name+" -- below the script and the text behind it; "+names, "there is no section %s", name)
}

func (s *Scenario) lookup(name string) (string, bool) {
	for _, f := range s.archive.Files {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// Script is what happens, without the sections.
func (s *Scenario) Script() string { return string(s.archive.Comment) }
