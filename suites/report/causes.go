package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Cause is one thing that is wrong with the target, with everything that follows from it: one cause, one repair.
type Cause struct {
	Title  string   `json:"title"` // what is wrong
	Where  string   `json:"where,omitempty"`
	Got    string   `json:"got,omitempty"`
	Advice string   `json:"advice,omitempty"`
	Fatal  bool     `json:"fatal,omitzero"`     // Entra cannot work before this is repaired
	Checks []string `json:"checks,omitempty"`   // those that fail by it
	Holds  []string `json:"heldBack,omitempty"` // those that could not be tried because of it
	Known  bool     `json:"known,omitzero"`     // the baseline excuses every check that fails by it
}

// causes finds what is wrong behind failed and skipped checks. Two checks have the same cause when the same request got the
// same wrong answer, ids and the run's own names aside, and when one says that it is about what another found. Causes are ranked: those that stop Entra first, then by how many
// checks they fail and hold back; excused ones last.
func causes(checks []Check) []Cause {
	f := finder{index: map[string]int{}, keys: map[string]string{}}
	for _, c := range checks {
		if c.Verdict == Fail && !f.points(c) {
			f.failed(c, trace(c.Where, c.Reason, c.Got))
		}
	}
	for _, c := range checks {
		if c.Verdict == Fail && f.points(c) {
			f.failed(c, f.mentioned(c.Reason, trace(c.Where, c.Reason, c.Got)))
		}
	}
	for _, c := range checks {
		if c.Verdict == Skipped && c.HeldBack != nil {
			f.held(c)
		}
	}
	slices.SortStableFunc(f.found, func(a, b Cause) int {
		return cmp.Or(
			cmp.Compare(rank(a.Known), rank(b.Known)),
			cmp.Compare(rank(!a.Fatal), rank(!b.Fatal)),
			cmp.Compare(a.weight(), b.weight())*-1,
		)
	})
	return f.found
}

// weight is how many verdicts a repair may change.
func (c Cause) weight() int { return len(c.Checks) + len(c.Holds) }

func rank(later bool) int {
	if later {
		return 1
	}
	return 0
}

type finder struct {
	found []Cause
	index map[string]int    // of causes, by key
	keys  map[string]string // of the causes of failed checks, by id
}

// at returns the cause with this key, a new one made by create when there is none.
func (f *finder) at(key string, create func() Cause) *Cause {
	i, ok := f.index[key]
	if !ok {
		i = len(f.found)
		f.index[key] = i
		f.found = append(f.found, create())
	}
	return &f.found[i]
}

// seenIn is how a check that looks back over the run says where it found what it is about.
var seenIn = regexp.MustCompile(`seen in [A-Z]{3}-[0-9]{3}`)

// points tells whether the check found its failure in the traffic of another.
func (f *finder) points(c Check) bool { return seenIn.MatchString(c.Reason) }

var anyID = regexp.MustCompile(`[A-Z]{3}-[0-9]{3}`)

// mentioned is the key of the cause of a failed check that the text names; otherwise key.
func (f *finder) mentioned(text, key string) string {
	for _, id := range anyID.FindAllString(text, -1) {
		if found, ok := f.keys[id]; ok {
			return found
		}
	}
	return key
}

func (f *finder) failed(c Check, key string) {
	f.keys[c.ID] = key
	cause := f.at(key, func() Cause {
		return Cause{Title: c.Title + ": " + c.Reason, Where: c.Where, Got: c.Got, Advice: c.Advice, Known: true}
	})
	cause.Checks = append(cause.Checks, c.ID)
	cause.Fatal = cause.Fatal || entraNeeds(c)
	cause.Known = cause.Known && c.Excused()
}

// held files a skipped check: under the failure that its prerequisite names or met with, else under the prerequisite.
func (f *finder) held(c Check) {
	o := c.HeldBack
	key := f.mentioned(o.Need+" "+o.Reason, trace(o.Where, o.Reason, o.Got))
	title := o.Reason
	if _, failed := f.index[key]; !failed && o.Need != "" {
		key, title = "need "+o.Need, "it does not hold that "+o.Need+": "+o.Reason
	}
	cause := f.at(key, func() Cause {
		return Cause{Title: title, Where: o.Where, Got: o.Got, Advice: "Look at the exchanges of " + c.ID + ": they are those of the attempt.", Known: true}
	})
	cause.Holds = append(cause.Holds, c.ID)
	cause.Fatal = cause.Fatal || entraNeeds(c)
	cause.Known = cause.Known && c.Excused()
}

// entraNeeds tells whether Entra does not work where the check fails: what the check list demands for Entra, and the stories.
func entraNeeds(c Check) bool {
	return strings.HasPrefix(c.Level, "MUST") && (c.Area == "AAD" || c.Area == "LIF" || strings.HasSuffix(c.Level, "(Entra)"))
}

// passing are parts of requests and answers that differ from one attempt to the next: ids, names of the run, numbers.
var passing = regexp.MustCompile(`[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|es-[0-9a-zA-Z-]+|%[0-9A-F]{2}|[0-9]+`)

// trace is where and how something went wrong, without what differs between two attempts at the same thing. An answer that
// says something of its own is known wherever it came from, as long as the method is the same.
func trace(where, reason, got string) string {
	if got == "" && where == "" {
		return reason + "\x00"
	}
	// What tells one thing from another stands in front.
	where, _ = clip(where, 1000)
	reason, _ = clip(reason, 1000)
	got, _ = clip(got, 2000)
	told := passing.ReplaceAllStringFunc(got, func(s string) string {
		if len(s) == 3 && s[0] != '%' { // a status is no passing number
			return s
		}
		return "*"
	})
	if letters(told) >= 25 {
		where, _, _ = strings.Cut(where, " ")
	}
	return passing.ReplaceAllString(where+"\x00"+reason, "*") + "\x00" + told
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			n++
		}
	}
	return n
}
