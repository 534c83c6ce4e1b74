package directory_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// cycleInterval is the spacing of cycles, entra-engine §2.6.
const cycleInterval = 40 * time.Minute

// membersOf lists the local parts of a group's members, sorted.
func membersOf(t *testing.T, d *directory.Directory, group string) string {
	t.Helper()
	var names []string
	for _, g := range d.FindGroups(group) {
		for _, id := range g.Members() {
			local, _, _ := strings.Cut(object(t, d, id).UserPrincipalName(), "@")
			names = append(names, local)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestWandoFixtureIsTheCompanyOfTheGuide(t *testing.T) {
	d, err := directory.Fixture("wando")
	ok(t, err)
	var assigned []string
	for _, a := range d.Assignments() {
		assigned = append(assigned, object(t, d, a.ID).DisplayName())
	}
	want := []string{"Clémence Lefèvre (Kestrel Audit)", "Wando Admins", "Wando Bosses", "Wando Members"}
	if !slices.Equal(assigned, want) {
		t.Errorf("assigned are %q, want %q", assigned, want)
	}
	if users, groups := d.Len(directory.KindUser), d.Len(directory.KindGroup); users != 24 || groups != 7 {
		t.Errorf("%d users and %d groups, want 24 and 7", users, groups)
	}
	for {
		due, coming := d.NextDue()
		if !coming {
			break
		}
		since := due.Sub(d.Start())
		if since%cycleInterval == 0 {
			t.Errorf("something is due at %v, the very time of a cycle", due)
		}
		if since > 12*time.Hour {
			t.Errorf("something is due %v after the start, want all of it within the day", since)
		}
		advance(t, d, due.Sub(d.Now()))
	}
	for group, want := range map[string]string{
		"Wando Admins":  "goran.oberg siobhan.o'leary",
		"Wando Bosses":  "astrid.hallstrom dimitra.oikonomou elin.wikstrom henrik.sjogren marta.lindqvist oyvind.braten siobhan.o'leary",
		"Wando Members": "ake.nystrom bo.ek dimitra.oikonomou hanako.yamada isil.yilmaz joao.goncalves layla.haddad marta.lindqvist ngoc.tran noor.de.vries oyvind.braten taras.shevchuk zoe.ek",
	} {
		if got := membersOf(t, d, group); got != want {
			t.Errorf("after the day %s are\n%s\nwant\n%s", group, got, want)
		}
	}
}
