package people

import (
	"math/rand/v2"
	"strings"
)

// Site is a place of work; its people have names of its language.
type Site struct {
	// City in its own script; Office is its name in ASCII.
	City, Office string
	Street       string
	PostalCode   string
	State        string // "" where addresses have none
	Country      string // name in English
	Code         string // ISO 3166
	Language     string // BCP 47
	Dial         string // international dialling prefix

	familyFirst bool
	given       []name
	family      []name
}

// Person is somebody with a name.
type Person struct {
	Given, Family string
	// Display is the full name in the order of its language.
	Display string
	// Local is the ASCII form first.last. It is not unique.
	Local string
}

type name struct{ native, ascii string }

// parse reads a list of names separated by blanks. A name in another script has its ASCII form behind an equals sign; an
// underscore stands for a blank within a name.
func parse(list string) []name {
	var names []name
	for _, word := range strings.Fields(list) {
		native, ascii, transcribed := strings.Cut(strings.ReplaceAll(word, "_", " "), "=")
		if !transcribed {
			ascii = native
		}
		names = append(names, name{native, Fold(ascii)})
	}
	return names
}

// Person makes up somebody who works at the site.
func (s *Site) Person(random *rand.Rand) Person {
	given := s.given[random.IntN(len(s.given))]
	family := s.family[random.IntN(len(s.family))]
	p := Person{
		Given: given.native, Family: family.native,
		Display: given.native + " " + family.native, Local: given.ascii + "." + family.ascii,
	}
	if s.familyFirst {
		p.Display = family.native + " " + given.native
	}
	return p
}

// Sites lists the places of work, the largest first.
func Sites() []*Site { return sites }
