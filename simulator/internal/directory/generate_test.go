package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

func generate(t tester, spec string) *directory.Directory {
	t.Helper()
	d, err := directory.Generate(spec)
	ok(t, err)
	return d
}

func TestGenerateCountsExactly(t *testing.T) {
	d := generate(t, "users=3000,groups=150,seed=7,domain=Acme.example,guests=5%,disabled=33,nomail=10%,assigned=71%")
	guests, disabled, noMail, assigned, beyondASCII := 0, 0, 0, 0, 0
	for o := range d.All(directory.KindUser) {
		if o.Guest() {
			guests++
		}
		if !o.Enabled() {
			disabled++
		}
		if o.Mail() == "" {
			noMail++
		}
		if d.Assigned(o.ID()) {
			assigned++
		}
		if strings.IndexFunc(o.DisplayName(), func(r rune) bool { return r > 127 }) >= 0 {
			beyondASCII++
		}
		if !strings.HasSuffix(o.UserPrincipalName(), "@acme.example") {
			t.Fatalf("%s is not in the domain", o.UserPrincipalName())
		}
	}
	got := []int{d.Len(directory.KindUser), d.Len(directory.KindGroup), guests, disabled, noMail, assigned}
	if want := []int{3000, 150, 150, 33, 300, 2130}; !slices.Equal(got, want) {
		t.Errorf("users, groups, guests, disabled, without mail, assigned: got %v, want %v", got, want)
	}
	if beyondASCII < 1000 {
		t.Errorf("%d of 3000 names leave ASCII, want many", beyondASCII)
	}
}

func TestGeneratedManagersFormATree(t *testing.T) {
	d := generate(t, "users=2000,groups=0")
	tops := 0
	for o := range d.All(directory.KindUser) {
		if o.Guest() {
			if o.ManagerID() != "" {
				t.Errorf("the guest %s has a manager", o.DisplayName())
			}
			continue
		}
		if o.ManagerID() == "" {
			tops++
			continue
		}
		depth := 0
		for at := o; at.ManagerID() != ""; depth++ {
			if at = object(t, d, at.ManagerID()); depth > 10 {
				t.Fatalf("the managers of %s go in a circle or are far too many", o.DisplayName())
			}
		}
		if title, _ := o.Attr("jobTitle"); len(title) == 0 {
			t.Errorf("%s has no title", o.DisplayName())
		}
	}
	if tops != 1 {
		t.Errorf("%d people have no manager, want one", tops)
	}
}

func TestGeneratedGroups(t *testing.T) {
	d := generate(t, "users=1000,groups=200")
	nested, largest, small := 0, 0, 0
	names := map[string]bool{}
	for g := range d.All(directory.KindGroup) {
		if names[g.DisplayName()] {
			t.Errorf("two groups are called %s", g.DisplayName())
		}
		names[g.DisplayName()] = true
		largest = max(largest, g.MemberCount())
		if g.MemberCount() < 20 {
			small++
		}
		if slices.ContainsFunc(g.Members(), func(id string) bool { return object(t, d, id).Kind() == directory.KindGroup }) {
			nested++
		}
	}
	if nested < 10 || largest < 150 || small < 50 {
		t.Errorf("%d groups contain groups, the largest has %d members, %d have fewer than 20; want some of each", nested, largest, small)
	}
}

func TestGenerateIsDeterministic(t *testing.T) {
	const spec = "users=400,groups=60,seed=11"
	first, second := yaml(t, generate(t, spec)), yaml(t, generate(t, spec))
	if first != second {
		t.Error("the same specification gave two directories")
	}
	if other := yaml(t, generate(t, "users=400,groups=60,seed=12")); other == first {
		t.Error("another seed gave the same directory")
	}
	if again := yaml(t, parse(t, first)); again != first {
		t.Error("a generated directory does not load to the same")
	}
}

func TestGenerateAtTheEdges(t *testing.T) {
	for spec, want := range map[string][3]int{
		"":                                    {100, 12, 90},
		"users=0,groups=0":                    {0, 0, 0},
		"users=0,groups=60":                   {0, 60, 0},
		"users=1,groups=1,guests=all":         {1, 1, 0},
		"users=3,assigned=all,guests=0":       {3, 12, 3},
		"users=50,groups=0,assigned=7":        {50, 0, 7},
		"users=20,groups=45,assigned=0":       {20, 45, 0},
		"users=30,disabled=all,nomail=100%":   {30, 12, 27},
		"users=10,guests=12.5%,assigned=all,": {10, 12, 10},
	} {
		d := generate(t, spec)
		assigned := 0
		for o := range d.All(directory.KindUser) {
			if d.Assigned(o.ID()) {
				assigned++
			}
		}
		if got := [3]int{d.Len(directory.KindUser), d.Len(directory.KindGroup), assigned}; got != want {
			t.Errorf("%q: got users, groups, assigned %v, want %v", spec, got, want)
		}
	}
}

func TestSpecificationErrors(t *testing.T) {
	for spec, want := range map[string]struct{ what, hint string }{
		"user=5":              {`"user=5" is no key with a value`, `did you mean "users"?`},
		"users":               {`"users" is no key with a value`, ""},
		"users=5,users=6":     {"users is given twice", "remove one"},
		"users=-1":            {"users=-1 is no number", "from 0 on"},
		"users=5%":            {"users=5% is no number", "from 0 on"},
		"users=9999999":       {"users=9999999 is too many", "at most 5000000"},
		"seed=x":              {`seed "x" is not a number`, "from 0 on"},
		"guests=101":          {"guests=101 is too many", "at most 100"},
		"guests=101%":         {"guests=101% is no share", "0% to 100%"},
		"guests=NaN%":         {"guests=NaN% is no share", "0% to 100%"},
		"domain=a@b":          {`domain "a@b" is not a domain`, "contoso.example"},
		"users=5,domain=a b ": {`domain "a b" is not a domain`, "contoso.example"},
	} {
		_, err := directory.Generate(spec)
		var hinted interface{ Hint() string }
		if !errors.Is(err, directory.ErrInvalid) || !errors.As(err, &hinted) {
			t.Errorf("%q: got error %v, want ErrInvalid with a hint", spec, err)
			continue
		}
		if !strings.Contains(err.Error(), want.what) || !strings.Contains(hinted.Hint(), want.hint) {
			t.Errorf("%q: got %q with hint %q, want %q with %q", spec, err, hinted.Hint(), want.what, want.hint)
		}
	}
}

func FuzzParseSpec(f *testing.F) {
	for _, seed := range []string{"users=5,groups=1,seed=7", "guests=2.5%,assigned=all", "domain=x.example"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := directory.ParseSpec(text)
		if err == nil && (s.Guests > s.Users || s.Assigned > s.Users || s.Users < 0 || s.Domain == "") {
			t.Errorf("%q gives %+v", text, s)
		}
	})
}
