package people

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// Person is one of the five.
type Person struct {
	harness.User
	Seen map[string]any // as the target shows the user
}

// People are the five, in the order in which they were created.
type People struct {
	All    []Person
	Prefix string // of every userName
}

// The people by position in People.All.
const (
	Dana = iota
	Alma
	Egon
	Bert
	Cora
)

var traits = []struct{ letter, display, title, family, external, first, primary string }{
	Dana: {"d", "alpha", "Engineer", "Dorn", "Kappa", "z", "c"},
	Alma: {"a", "Bravo", "", "Acker", "beta", "y", "a"},
	Egon: {"e", "charlie", "Analyst", "Ebel", "alpha", "x", "e"},
	Bert: {"b", "Delta", "Clerk", "Brandt", "Omega", "w", "b"},
	Cora: {"c", "echo", "Buyer", "Clausen", "Delta", "v", "d"},
}

var given = []string{"Dana", "Alma", "Egon", "Bert", "Cora"}

var shared = harness.Shared[*People]{Name: "users to look for can be created and read", Make: create}

// Of returns the people of the run that t belongs to. When they cannot be created, the check is skipped.
func Of(t *harness.T) *People { return shared.Get(t) }

func create(t *harness.T) *People {
	marker := t.Name("")
	p := &People{Prefix: marker + "-"}
	for i, trait := range traits {
		userName := p.Prefix + trait.letter + "@" + harness.Domain
		attrs := harness.Attrs{
			"userName": userName, "displayName": trait.display + "-" + marker, "externalId": marker + "-" + trait.external,
			"name": harness.Attrs{"givenName": given[i], "familyName": trait.family},
			"emails": []harness.Attrs{
				{"type": "other", "value": trait.first + "-" + marker + "@" + harness.Domain},
				{"type": "work", "value": trait.primary + "-" + marker + "@" + harness.Domain, "primary": true},
			},
		}
		if trait.title != "" {
			attrs["title"] = trait.title
		}
		id := t.Create("/Users", t.UserBody(attrs)).Is(http.StatusCreated, http.StatusOK).ID()
		p.All = append(p.All, Person{User: harness.User{ID: id, UserName: userName, Path: "/Users/" + url.PathEscape(id)}})
	}
	for i := range p.All {
		t.ReadBack(p.All[i].Path, func(o *httpexpect.Object) { p.All[i].Seen = o.Raw() })
	}
	return p
}

// IDs are those of some of the people, by position; of all when none is named.
func (p *People) IDs(which ...int) []string {
	var ids []string
	for i, person := range p.All {
		if len(which) == 0 || slices.Contains(which, i) {
			ids = append(ids, person.ID)
		}
	}
	return ids
}
