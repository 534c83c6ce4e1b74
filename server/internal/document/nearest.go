package document

import "strings"

// Nearest returns the name among names that somebody who wrote word may have meant, or "": one that differs in letter case
// only, in few letters, or that begins with the word. Of several equally near ones the first counts.
func Nearest(word string, names []string) string {
	lower := strings.ToLower(word)
	best, distance := "", min(len(word)/3, most)+1
	for _, n := range names {
		if d := edits(lower, strings.ToLower(n)); d < distance {
			best, distance = n, d
		}
	}
	if best != "" || len(word) < 3 {
		return best
	}
	for _, n := range names {
		if strings.HasPrefix(strings.ToLower(n), lower) {
			return n
		}
	}
	return ""
}

// Unknown is the remedy for a name that is not one of names.
func Unknown(word string, names []string) string {
	if near := Nearest(word, names); near != "" {
		return "did you mean " + near + "?"
	}
	return "choose one of " + strings.Join(names, ", ")
}

// most is how many letters may differ.
const most = 4

// longest is how much of two words is worth comparing.
const longest = 60

// edits is how many letters must be changed, put in, left out or swapped to make b of a.
func edits(a, b string) int {
	if len(a) > longest || len(b) > longest {
		return longest
	}
	var rows [3][longest + 1]int
	two, one, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		one[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			change := one[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, row[j]+1, one[j+1]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
		two, one, row = one, row, two
	}
	return one[len(b)]
}
