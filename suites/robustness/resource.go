package robustness

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func resources() []harness.Spec {
	return []harness.Spec{harness.RFC(harness.Declaration{
		ID: "ROB-006", Title: "Random users that the schema allows are accepted and come back equal",
		Level: harness.Should, Ref: "7644 §3.3", Effect: harness.EffectHeavy, Needs: user,
		Requirement: "A user that the published schema allows is accepted, whichever attributes it has, and comes back with the values that were sent.",
		Advice:      "The report shows the smallest user that is not. Publish the limits you have (required, canonicalValues), make columns as long as the values people have, and refuse what does not fit instead of cutting it.",
	}, randomUsers)}
}

// draft is a user as a set of texts, by path: title, name.givenName, urn:…:department.
type draft map[string]string

// drafts is how many users are drawn.
const drafts = 12

func randomUsers(t *harness.T) {
	paths := textPaths(t)
	if len(paths) == 0 {
		t.NotSupported("/Schemas declares no text that could be drawn")
	}
	if problem := try(t, draft{}); problem != "" {
		t.SkipBecause("a user without optional texts does not come back: " + problem)
	}
	paths = alone(t, paths)
	r := random(t)
	for range drafts {
		d := draw(r, paths)
		if try(t, d) == "" {
			continue
		}
		d = shrink(d, smallerDrafts, func(d draft) bool { return try(t, d) != "" })
		problem := try(t, d)
		t.Fail("a user that the schema allows does not come back as it was sent", problem, "a user with "+harness.Show(d))
	}
}

// alone leaves out texts that do not come back even when they are short and the only one: checks of values are about those.
func alone(t *harness.T, paths []string) []string {
	const short = "Quay"
	all := draft{}
	for _, path := range paths {
		all[path] = short
	}
	if try(t, all) == "" {
		return paths
	}
	var kept, left []string
	for _, path := range paths {
		if try(t, draft{path: short}) == "" {
			kept = append(kept, path)
		} else {
			left = append(left, path)
		}
	}
	if len(left) > 0 {
		t.Remark("left out, because they do not come back alone: %s", strings.Join(left, ", "))
	}
	if len(kept) == 0 {
		t.SkipBecause("no text comes back as it was sent")
	}
	return kept
}

// textPaths are the texts that a client may write and read, of the core schema and the Enterprise extension. Those that
// targets make up from others (name.formatted) are left out.
func textPaths(t *harness.T) []string {
	var out []string
	for _, urn := range []string{harness.UserURN, harness.EnterpriseURN} {
		schema, published := t.Schema(urn)
		if !published {
			continue
		}
		for _, a := range schema.Attributes {
			switch path := prefixed(urn, a.Name); {
			case a.MultiValued || strings.EqualFold(a.Mutability, "readOnly"):
			case free(a) && slices.Contains(freeTexts, a.Name):
				out = append(out, path)
			case strings.EqualFold(a.Name, "name"):
				for _, sub := range a.SubAttributes {
					if free(sub) && !strings.EqualFold(sub.Name, "formatted") {
						out = append(out, path+"."+sub.Name)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// freeTexts hold any text by their meaning; userName, addresses and codes do not.
var freeTexts = []string{
	"title", "nickName", "userType", "displayName", "department", "division", "costCenter", "organization", "employeeNumber",
}

func free(a harness.Attribute) bool {
	returned := a.Returned == "" || strings.EqualFold(a.Returned, "default") || strings.EqualFold(a.Returned, "always")
	writable := a.Mutability == "" || strings.EqualFold(a.Mutability, "readWrite")
	return strings.EqualFold(a.Type, "string") && writable && returned && len(a.CanonicalValues) == 0 && !a.MultiValued
}

func prefixed(urn, name string) string {
	if urn == harness.UserURN {
		return name
	}
	return urn + ":" + name
}

// words are plain: special characters and scripts have checks of their own.
var words = []string{"Harbour", "clerk", "Night", "shift", "North-East", "Dr.", "of", "Quay", "7", "Sea", "and", "Rail", "B2", "crane"}

func draw(r *rand.Rand, paths []string) draft {
	d := draft{}
	for _, path := range paths {
		if r.IntN(2) == 0 {
			continue
		}
		value := pick(r, words)
		for range r.IntN(7) {
			value += " " + pick(r, words)
		}
		d[path] = value
	}
	return d
}

// smallerDrafts leaves out an attribute, or half of a value.
func smallerDrafts(d draft) []draft {
	var out []draft
	for _, path := range slices.Sorted(maps.Keys(d)) {
		without := maps.Clone(d)
		delete(without, path)
		out = append(out, without)
	}
	for _, path := range slices.Sorted(maps.Keys(d)) {
		if half := strings.TrimSpace(d[path][:len(d[path])/2]); half != "" && half != d[path] {
			shorter := maps.Clone(d)
			shorter[path] = half
			out = append(out, shorter)
		}
	}
	return out
}

// try creates a user and reads it; it says what is wrong with it, or nothing.
func try(t *harness.T, d draft) (problem string) {
	body := t.UserBody(d.attrs(t))
	answer := t.Create("/Users", body)
	if !succeeded(answer) {
		return "refused with " + harness.Status(answer) + " " + harness.Excerpt(answer)
	}
	path := t.UserAt(answer.ID(), body).Path
	_ = t.Try(func() {
		t.Settle(func() {
			doc := t.Get(path).Is(http.StatusOK).Doc()
			if problem = d.differs(doc); problem != "" {
				t.Fail(problem, "", "")
			}
		})
	})
	return problem
}

// attrs keeps the names that a plain user has, so that a target which demands them is content.
func (d draft) attrs(t *harness.T) harness.Attrs {
	out := harness.Attrs{}
	name := harness.Attrs{"givenName": "Mira", "familyName": "Holt"}
	extension := harness.Attrs{}
	for path, value := range d {
		if key, ok := strings.CutPrefix(path, harness.EnterpriseURN+":"); ok {
			extension[key] = value
		} else if key, ok := strings.CutPrefix(path, "name."); ok {
			name[key] = value
		} else {
			out[path] = value
		}
	}
	out["name"] = name
	if len(extension) > 0 {
		out["schemas"] = []string{harness.UserURN, harness.EnterpriseURN}
		out[harness.EnterpriseURN] = extension
	}
	return out
}

func (d draft) differs(doc map[string]any) string {
	for _, path := range slices.Sorted(maps.Keys(d)) {
		steps := strings.Split(path, ".")
		if key, ok := strings.CutPrefix(path, harness.EnterpriseURN+":"); ok {
			steps = []string{harness.EnterpriseURN, key}
		}
		if got := harness.Member(doc, steps...); got != d[path] {
			return fmt.Sprintf("%s is %s, sent was %q", path, harness.Show(got), d[path])
		}
	}
	return ""
}
