package report

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
)

// pageColumn is one of the two columns of verdicts, counted.
type pageColumn struct {
	Title, About, Label string
	Total               int
	Parts               []pagePart
}

// pagePart is a verdict and how many checks have it; From is where its part of the bar begins.
type pagePart struct {
	Name, Class string
	From, Count int
}

func newColumn(title, about string, checks []Check, verdict func(Check) string) pageColumn {
	counts := map[string]int{}
	for _, c := range checks {
		if v := verdict(c); v != "" {
			counts[v]++
		}
	}
	col := pageColumn{Title: title, About: about}
	for _, name := range []string{
		string(Pass), string(Note), string(NotSupported), string(Warn), string(KnownFails), string(KnownPasses), string(KnownExpired), string(Skipped), string(Fail), string(Error),
	} {
		if n := counts[name]; n > 0 {
			col.Parts = append(col.Parts, pagePart{Name: name, Class: verdictClass(name), From: col.Total, Count: n})
			col.Total += n
			if col.Label != "" {
				col.Label += ", "
			}
			col.Label += fmt.Sprintf("%d %s", n, name)
		}
	}
	return col
}

// shown is the verdict of the profile, or what the baseline makes of it.
func (c Check) shown() string {
	if c.Known != nil {
		return string(c.Known.State)
	}
	return string(c.Verdict)
}

// pageCheck is a check as the page shows it.
type pageCheck struct {
	Check
	Wire []pageExchange
	Left string // what is said about exchanges that are left out
}

// Shown is the verdict that stands in the first column.
func (c pageCheck) Shown() string { return c.shown() }

// Bad tells whether the check is printed unfolded.
func (c pageCheck) Bad() bool { return c.Findings() && c.Verdict != Skipped || c.Verdict == Warn }

// Story is what the baseline says.
func (c pageCheck) Story() string { return c.story() }

// pageExchange is an exchange as the page shows it.
type pageExchange struct {
	Line, Answer, Purpose, Text, Curl string
	DurationMS                        int64
	Decisive                          bool
}

func newPageCheck(c Check, budget *wireBudget) pageCheck {
	out := pageCheck{Check: c}
	for i, ex := range c.Exchanges {
		decisive := i+1 == c.Decisive
		if !decisive && (i >= wirePerCheck || budget.rest <= 0) {
			continue
		}
		shown := pageExchange{
			Line: ex.Method + " " + ex.URL, Answer: ex.outcome(), Purpose: ex.Purpose, DurationMS: ex.DurationMS, Decisive: decisive && c.Verdict != Pass,
		}
		shown.Text, shown.Curl = budget.render(ex, decisive && c.urgent())
		out.Wire = append(out.Wire, shown)
	}
	if left := len(c.Exchanges) - len(out.Wire); left > 0 {
		budget.shortened = true
		out.Left = fmt.Sprintf("… and %d more exchanges, which the JSON report has", left)
	}
	return out
}

// urgent tells whether the page makes room for what decided the check before anything else.
func (c Check) urgent() bool { return c.Verdict == Fail || c.Verdict == Error || c.Verdict == Warn }

// outcome is the answer in two words.
func (ex Exchange) outcome() string {
	if ex.Status == 0 {
		return "no answer"
	}
	return fmt.Sprintf("%d %s", ex.Status, cmp.Or(http.StatusText(ex.Status), "status"))
}

const (
	wireBody     = 6 << 10 // of a message in the page
	wireTotal    = 4 << 20 // of all exchanges that did not decide a finding
	wireUrgent   = 3 << 20 // of those that did
	wirePerCheck = 40      // exchanges
)

// wireBudget keeps the page small: there is room for what decided findings, and for so much of the rest.
type wireBudget struct {
	urgent, rest int
	shortened    bool
}

func newWireBudget(checks []Check) *wireBudget {
	b := &wireBudget{urgent: wireUrgent, rest: wireTotal}
	if !slices.ContainsFunc(checks, Check.urgent) {
		b.urgent, b.rest = 0, wireTotal+wireUrgent
	}
	return b
}

// render is the transcript and the command of an exchange, as far as there is room.
func (b *wireBudget) render(ex Exchange, urgent bool) (text, curl string) {
	room := &b.rest
	if urgent {
		room = &b.urgent
	}
	limit := wireBody
	if *room <= 0 {
		limit = 0
	}
	if len(ex.Request.Body) <= limit && len(ex.URL) <= wireBody {
		curl = printable(ex.Curl())
	}
	cut := ex
	cut.URL = ellipsis(ex.URL, wireBody)
	cut.Request = b.shorten(ex.Request, limit)
	if ex.Response != nil {
		m := b.shorten(*ex.Response, limit)
		cut.Response = &m
	}
	text = printable(Transcript(cut, 0))
	*room -= len(text) + len(curl)
	return text, curl
}

// shorten cuts the body to limit, and headers that are absurd.
func (b *wireBudget) shorten(m Message, limit int) Message {
	body, cut := clip(m.Body, limit)
	if cut {
		b.shortened = true
		m.Body, m.Truncated = body+fmt.Sprintf("\n(%d of %d bytes are shown)", len(body), len(m.Body)), true
	}
	headers := 0
	for i, h := range m.Headers {
		if headers += len(h.Name) + len(h.Value); headers > wireBody {
			b.shortened = true
			m.Headers = append(slices.Clone(m.Headers[:i]), Header{Name: "…", Value: fmt.Sprintf("%d more headers", len(m.Headers)-i)})
			break
		}
	}
	return m
}
