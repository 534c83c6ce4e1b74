package people_test

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory/people"
)

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"Đặng": "dang", "O’Neill": "o'neill", "García Márquez": "garciamarquez", "Größmann": "grossmann", "Þóra": "thora",
		"Łukasz": "lukasz", "Işıl": "isil", "Jean-Noël": "jean-noel", "Desbœufs": "desboeufs", "Kjærsti": "kjaersti", "山田": "",
	} {
		if got := people.Fold(name); got != want {
			t.Errorf("Fold(%q): got %q, want %q", name, got, want)
		}
	}
}

func TestEverybodyHasASignInName(t *testing.T) {
	local := regexp.MustCompile(`^[a-z0-9'-]+\.[a-z0-9'-]+$`)
	random := rand.New(rand.NewPCG(1, 2))
	beyond := 0
	for _, site := range people.Sites() {
		for range 300 {
			p := site.Person(random)
			if !local.MatchString(p.Local) || p.Given == "" || p.Family == "" {
				t.Fatalf("%s: %+v has no sign-in name of the form first.last in ASCII", site.Office, p)
			}
			for _, r := range p.Display {
				if r > 127 {
					beyond++
					break
				}
			}
		}
	}
	if total := 300 * len(people.Sites()); beyond < total/2 {
		t.Errorf("%d of %d names leave ASCII, want at least half", beyond, total)
	}
}

func TestProjectNamesAreDistinct(t *testing.T) {
	seen := map[string]int{}
	for n := range 5000 {
		name := people.Project(n)
		if before, ok := seen[name]; ok {
			t.Fatalf("projects %d and %d are both called %q", before, n, name)
		}
		seen[name] = n
	}
}

func TestSameSeedSamePeople(t *testing.T) {
	make20 := func() (list []people.Person) {
		random := rand.New(rand.NewPCG(7, 7))
		for range 20 {
			list = append(list, people.Sites()[0].Person(random))
		}
		return list
	}
	first, second := make20(), make20()
	for i := range first {
		if first[i] != second[i] {
			t.Errorf("person %d: %+v and %+v from the same seed", i, first[i], second[i])
		}
	}
}
