package report

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed sections.tsv
var sectionTable string

// Section is a section of a text that checks refer to, with what came of them.
type Section struct {
	Text   string   `json:"text"`             // "RFC 7644", or what else checks refer to
	Number string   `json:"number,omitempty"` // "3.5.2"; empty for texts that are not cited by section
	Title  string   `json:"title,omitempty"`
	Silent string   `json:"silent,omitempty"` // why nothing in it binds a server in a way that can be seen from outside
	Checks []string `json:"checks"`
	// Verdicts counts the RFC verdicts of the checks, where the RFC has no rule the profile's; "not run" is for checks that the
	// report does not have.
	Verdicts map[Verdict]int `json:"verdicts,omitempty"`
}

// NotRun counts checks without verdict in Section.Verdicts.
const NotRun Verdict = "not run"

// Coverage sorts checks by the section of the text that they hold a server to, a check under each section that it refers to.
// Sections of RFC 7643, 7644 and 9865 without any are there too. Checks that only have a declaration have no verdict.
func Coverage(checks []Check) []Section {
	sections := knownSections()
	index := map[[2]string]int{}
	for i, s := range sections {
		index[[2]string{s.Text, s.Number}] = i
	}
	for _, c := range checks {
		for _, key := range references(c.Ref) {
			i, ok := index[key]
			if !ok {
				i = len(sections)
				index[key] = i
				sections = append(sections, Section{Text: key[0], Number: key[1]})
			}
			s := &sections[i]
			s.Checks = append(s.Checks, c.ID)
			if s.Verdicts == nil {
				s.Verdicts = map[Verdict]int{}
			}
			s.Verdicts[cmp.Or(c.RFCVerdict, c.Verdict, NotRun)]++
		}
	}
	slices.SortStableFunc(sections, func(a, b Section) int {
		return cmp.Or(cmp.Compare(textPlace(a.Text), textPlace(b.Text)), cmp.Compare(a.Text, b.Text), compareNumbers(a.Number, b.Number))
	})
	return sections
}

// knownSections are those of the RFCs that the suites are about.
func knownSections() []Section {
	var out []Section
	for line := range strings.Lines(sectionTable) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		s := Section{Text: "RFC " + f[0], Number: f[1], Title: f[2]}
		if len(f) > 4 {
			s.Silent = f[4]
		}
		out = append(out, s)
	}
	return out
}

var reference = regexp.MustCompile(`^(?:(\d{4}) )?§([0-9.]+[0-9])(?:–([0-9]+))?$|^(?:(\d{4}) )?§([0-9]+)$`)

// references reads a reference as the check list writes it, such as "7643 §3, §3.3", "7644 §3.14, 7232 §3.1" or
// "7643 §2.3.3–4", into text and section. What is no RFC is a text without sections.
func references(ref string) [][2]string {
	var out [][2]string
	text := ""
	for part := range strings.SplitSeq(ref, ", ") {
		m := reference.FindStringSubmatch(part)
		if m == nil {
			out = append(out, [2]string{ref, ""})
			return out
		}
		text = cmp.Or(m[1], m[4], text)
		number := cmp.Or(m[2], m[5])
		out = append(out, [2]string{"RFC " + text, number})
		if last, err := strconv.Atoi(m[3]); err == nil {
			stem, first, _ := cutLast(number)
			for n := first + 1; n <= last; n++ {
				out = append(out, [2]string{"RFC " + text, stem + strconv.Itoa(n)})
			}
		}
	}
	return out
}

// cutLast splits "2.3.3" into "2.3." and 3.
func cutLast(number string) (stem string, last int, ok bool) {
	i := strings.LastIndexByte(number, '.') + 1
	last, err := strconv.Atoi(number[i:])
	return number[:i], last, err == nil
}

// textPlace puts the texts that the suites are about first, other RFCs behind them, and the rest last.
func textPlace(text string) int {
	if i := slices.Index([]string{"RFC 7643", "RFC 7644", "RFC 9865"}, text); i >= 0 {
		return i
	}
	if strings.HasPrefix(text, "RFC ") {
		return 3
	}
	return 4
}

// compareNumbers orders 3.4.2 before 3.10.
func compareNumbers(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i])
		y, _ := strconv.Atoi(bs[i])
		if x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(as), len(bs))
}

// Counts sums the verdicts up: those that passed (notes too), warnings, failures, and the rest.
func (s Section) Counts() (passed, warned, failed, other int) {
	for v, n := range s.Verdicts {
		switch v {
		case Pass, Note:
			passed += n
		case Warn:
			warned += n
		case Fail:
			failed += n
		default:
			other += n
		}
	}
	return passed, warned, failed, other
}
