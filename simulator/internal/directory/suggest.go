package directory

import (
	"fmt"
	"strings"
)

// settable finds the description of an attribute that may be set, or says what to write instead.
func settable(kind Kind, name string) (Attribute, error) {
	a, ok := LookupAttribute(kind, name)
	if !ok {
		return a, &problem{
			err:    fmt.Errorf("%w: a %s has no attribute %q", ErrInvalid, strings.ToLower(string(kind)), name),
			field:  name,
			remedy: didYouMean(name, settableNames(kind)),
		}
	}
	if a.Computed {
		return a, &problem{
			err: fmt.Errorf("%w: %s cannot be set as an attribute", ErrInvalid, name), field: name,
			remedy: "it follows from the state of the object; use the operation for it",
		}
	}
	return a, nil
}

func settableNames(kind Kind) []string {
	var names []string
	for _, a := range attributesOf(kind).list {
		if !a.Computed {
			names = append(names, a.Name)
		}
	}
	return names
}

func (a Attribute) remedy() string {
	switch {
	case a.Type == Boolean:
		return "write true or false"
	case a.Required:
		return "every object has this attribute; give it a value"
	case !a.Multi:
		return "give one text value"
	}
	return "give a list of texts"
}

// didYouMean suggests the nearest of the known words, or lists them when none is near.
func didYouMean(word string, known []string) string {
	best, distance := "", 1+max(1, len(word)/3)
	for _, k := range known {
		if n := editDistance(strings.ToLower(word), strings.ToLower(k)); n < distance {
			best, distance = k, n
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return "known are " + strings.Join(collapse(known), ", ")
}

// collapse writes the fifteen extension attributes as one.
func collapse(words []string) []string {
	var short []string
	for _, w := range words {
		number, numbered := strings.CutPrefix(w, "extensionAttribute")
		switch {
		case !numbered:
			short = append(short, w)
		case number == "1":
			short = append(short, "extensionAttribute1 to 15")
		}
	}
	return short
}

// editDistance counts the insertions, deletions, replacements and exchanges of neighbours, in bytes, between two words.
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			cost := last[j]
			if a[i] != b[j] {
				cost = 1 + min(last[j], last[j+1], row[j])
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				cost = min(cost, 1+before[j-1])
			}
			row[j+1] = cost
		}
	}
	return row[len(b)]
}

func verbWords() []string {
	words := make([]string, len(verbs))
	for i, v := range verbs {
		words[i] = string(v.name)
	}
	return words
}
