// Package people makes up the staff of an international company: names from twenty languages with the ASCII form a sign-in
// name needs, places of work, departments with titles, and project names. Everything is invented or common; the lists are our
// own. Names leave ASCII as often as such names do in life, because that is where provisioning breaks.
//
// Randomness comes from the caller's generator, so the same seed gives the same people.
//
// Not modelled: names in several scripts at once, middle names, titles and generational suffixes.
package people
