package scenario

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// action is what a line does.
type action func(ctx context.Context, w *world) error

// Verb is a word that a line of a script can begin with.
type Verb struct {
	Name    string   `json:"name"`
	Forms   []string `json:"forms"`   // how it is written
	Summary string   `json:"summary"` // one sentence
	Details string   `json:"details"` // the rest, in Markdown; may be empty
	Example []string `json:"example"` // lines of a script

	// read checks a line and turns it into what it does.
	read func(l *line, s *Scenario) (action, error)
}

// table holds the verbs by name.
var table = sync.OnceValue(func() map[string]*Verb {
	byName := map[string]*Verb{}
	for _, v := range []*Verb{
		directoryVerb(), mappingVerb(), mapVerb(), unmapVerb(), actionsVerb(), filterVerb(), objectVerb(), dialVerb(), settingVerb(),
		changeVerb(), atVerb(), targetVerb(), serverVerb(), faultVerb(),
		connectVerb(), cycleVerb(), runVerb(), advanceVerb(), onDemandVerb(), killVerb(),
		pauseVerb(), startVerb(), restartVerb(), approveVerb(), quarantineVerb(), credentialsVerb(), resumeVerb(),
		expectRequestsVerb(), expectLogVerb(), expectTargetVerb(), expectStateVerb(),
	} {
		byName[v.Name] = v
	}
	return byName
})

// Verbs lists all verbs by name.
func Verbs() []*Verb {
	list := slices.Collect(maps.Values(table()))
	slices.SortFunc(list, func(a, b *Verb) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// VerbNamed finds a verb.
func VerbNamed(name string) (*Verb, bool) {
	v, ok := table()[name]
	return v, ok
}

// suggest names the verb that may have been meant.
func suggest(word string) string {
	var names []string
	for _, v := range Verbs() {
		if strings.HasPrefix(v.Name, word) || strings.HasPrefix(word, v.Name) || strings.HasSuffix(v.Name, "-"+word) {
			return "did you mean " + v.Name + "?"
		}
		names = append(names, v.Name)
	}
	return "the verbs are " + strings.Join(names, ", ")
}

func decimal(n int) string { return strconv.Itoa(n) }
