package robustness

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func modifications() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "ROB-008", Title: "Random PATCH requests do what a model says",
		Level: harness.Should, Ref: "7644 §3.5.2", Gate: harness.GatePatch, Effect: harness.EffectHeavy, Needs: []harness.Need{harness.NeedUser, harness.NeedPatch},
		Requirement: "Any sequence of PATCH requests, of any combination of operations that work alone, leaves the resource as the operations say; a request that is refused changes nothing.",
		Advice:      "The report shows the smallest sequence that does not. Apply the operations in order to one copy of the resource, and store it when all of them succeeded.",
	}, randomPatches)}
}

// Sequences, requests in each, and operations in a request at most.
const (
	sequences  = 6
	requests   = 5
	operations = 3
)

// patched is what ROB-008 works with: which paths the target has, and which kinds of operation work alone.
type patched struct {
	paths []string
	kinds map[string]bool
}

func randomPatches(t *harness.T) {
	p := patched{paths: changeable(t)}
	if len(p.paths) < 2 {
		t.NotSupported("/Schemas declares too few texts to combine")
	}
	p.understand(t)
	r := random(t)
	for range sequences {
		seq := p.draw(t, r)
		if p.play(t, seq) == "" {
			continue
		}
		seq = shrink(seq, smallerSequences, func(s [][]step) bool { return p.play(t, s) != "" })
		t.Fail("PATCH requests do not do what they say: "+show(seq), p.play(t, seq), "each operation applied in turn, or none of a request that is refused")
	}
}

// changeable are texts that a PATCH can change.
func changeable(t *harness.T) []string {
	var out []string
	schema, published := t.Schema(harness.UserURN)
	for _, path := range []string{"title", "nickName", "name.givenName", "name.familyName"} {
		a, declared := schema.Attribute(split(path)[0])
		if len(split(path)) > 1 {
			a, declared = a.Sub(split(path)[1])
		}
		if !published || (declared && free(a)) {
			out = append(out, path)
		}
	}
	return out
}

// understand tries each kind of operation alone, on a user of its own.
func (p *patched) understand(t *harness.T) {
	u, model := p.create(t)
	t.Settle(func() {
		if problem := model.differs(t.Get(u.Path).Is(http.StatusOK).Doc(), p.paths); problem != "" {
			t.SkipBecause("a user does not come back as it was created: " + problem)
		}
	})
	p.kinds = map[string]bool{}
	var left []string
	for _, s := range append(p.choice(t, random(t)), breaking()...) {
		if _, tried := p.kinds[s.kind]; tried {
			continue
		}
		p.kinds[s.kind] = p.works(t, s)
		if !p.kinds[s.kind] {
			left = append(left, s.kind)
		}
	}
	if len(left) > 0 {
		slices.Sort(left)
		t.Remark("left out, because they do not work alone: %s", strings.Join(left, ", "))
	}
}

// works makes the state in which the operation has a meaning first: setting up is part of the trial.
func (p *patched) works(t *harness.T, s step) bool {
	u, model := p.create(t)
	if trial := model.clone(); !s.apply(&trial) {
		return true // nothing to be told from it; the sequences will
	}
	if s.broken {
		return t.TryPatch(u.Path, s.op).Status()/100 == 4
	}
	return p.request(t, u, &model, []step{s}) == ""
}

// choice is one operation of each kind, with values drawn.
func (p *patched) choice(t *harness.T, r *rand.Rand) []step {
	value := func() string { return pick(r, words) + " " + pick(r, words) }
	path := pick(r, p.paths)
	steps := []step{
		setText("replace", path, value()), setText("add", path, value()), setActive(false), setActive(true),
		addEmail("other", t.Name(harness.Domain)), removeEmail("home"), setEmail("work", t.Name(harness.Domain)), setEmail("home", t.Name(harness.Domain)),
	}
	if plain := p.plain(); len(plain) > 0 {
		chosen := pick(r, plain)
		steps = append(steps, removeText(chosen), pathless("replace", chosen, value()), pathless("add", chosen, value()))
	}
	return steps
}

// plain are the paths without a dot: names of givenName and the like may be required, and a dotted key is a form of its own.
func (p *patched) plain() []string {
	return slices.DeleteFunc(slices.Clone(p.paths), func(path string) bool { return strings.Contains(path, ".") })
}

// draw makes a sequence that has a meaning from beginning to end.
func (p *patched) draw(t *harness.T, r *rand.Rand) [][]step {
	model := p.initial("", "")
	var out [][]step
	for range requests {
		var request []step
		after := model.clone()
		for range 1 + r.IntN(operations) {
			s := pick(r, p.choice(t, r))
			next := after.clone()
			if !p.kinds[s.kind] || !s.apply(&next) {
				continue
			}
			request, after = append(request, s), next
		}
		if s := pick(r, breaking()); p.kinds[s.kind] && r.IntN(3) == 0 {
			request, after = append(request, s), model.clone() // all of it will be refused
		}
		if len(request) > 0 {
			out, model = append(out, request), after
		}
	}
	return out
}

// initial is how a user is created; work and home are addresses.
func (p *patched) initial(work, home string) state {
	s := state{texts: map[string]string{}, emails: map[string]string{"work": work, "home": home}, active: true}
	for _, path := range p.paths {
		s.texts[path] = "Harbour"
	}
	return s
}

func (p *patched) create(t *harness.T) (u harness.User, model state) {
	t.Arrange("creating a user", func() {
		model = p.initial(t.Name(harness.Domain), t.Name(harness.Domain))
		attrs := harness.Attrs{
			"active": true, "name": harness.Attrs{"givenName": "Harbour", "familyName": "Harbour"},
			"emails": []harness.Attrs{{"type": "work", "value": model.emails["work"], "primary": true}, {"type": "home", "value": model.emails["home"]}},
		}
		for _, path := range p.plain() {
			attrs[path] = model.texts[path]
		}
		body := t.UserBody(attrs)
		u = t.UserAt(t.Create("/Users", body).Is(http.StatusCreated, http.StatusOK).ID(), body)
	})
	return u, model
}

// play sends a sequence to a new user and says what is wrong first; "" when nothing is, or when the sequence has no meaning.
func (p *patched) play(t *harness.T, seq [][]step) string {
	u, model := p.create(t)
	for i, request := range seq {
		trial := model.clone()
		for _, s := range request {
			if !s.apply(&trial) {
				return ""
			}
		}
		if problem := p.request(t, u, &model, request); problem != "" {
			return fmt.Sprintf("after request %d of %d %s", i+1, len(seq), problem)
		}
	}
	return ""
}

// request sends one PATCH and compares what is there then.
func (p *patched) request(t *harness.T, u harness.User, model *state, steps []step) (problem string) {
	var ops []harness.Op
	broken := false
	for _, s := range steps {
		ops, broken = append(ops, s.op), broken || s.broken
	}
	answer := t.TryPatch(u.Path, ops...)
	switch {
	case answer.Status()/100 == 4 && !broken:
		return "it is refused with " + harness.Status(answer)
	case answer.Status()/100 == 2 && broken:
		return "" // that it was not refused is for PAT checks to say
	case answer.Status()/100 == 2:
		for _, s := range steps {
			s.apply(model)
		}
	case !broken:
		return "it is answered " + harness.Status(answer)
	}
	_ = t.Try(func() {
		t.Settle(func() {
			if problem = model.differs(t.Get(u.Path).Is(http.StatusOK).Doc(), p.paths); problem != "" {
				t.Fail(problem, "", "")
			}
		})
	})
	return problem
}

// smallerSequences leaves out a request, or an operation.
func smallerSequences(seq [][]step) [][][]step {
	var out [][][]step
	for i := range seq {
		out = append(out, slices.Delete(slices.Clone(seq), i, i+1))
	}
	for i, request := range seq {
		for j := range request {
			if len(request) == 1 {
				continue
			}
			smaller := slices.Clone(seq)
			smaller[i] = slices.Delete(slices.Clone(request), j, j+1)
			out = append(out, smaller)
		}
	}
	return out
}

// show is the sequence as it is sent: a list of lists of operations.
func show(seq [][]step) string {
	out := make([][]harness.Op, len(seq))
	for i, request := range seq {
		for _, s := range request {
			out[i] = append(out[i], s.op)
		}
	}
	return harness.Show(out)
}

func split(path string) []string { return strings.Split(path, ".") }

func cut(line string) (kind, value string) {
	kind, value, _ = strings.Cut(line, "\x00")
	return kind, value
}
