package directory

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory/people"
)

// companyName of everybody who is no guest.
const companyName = "Generated Works"

// generator makes up one directory. It owns the directory until it is done and takes no locks.
type generator struct {
	Spec
	dir    *Directory
	random *rand.Rand

	// Who works where, by object number; guests are in no department and at no site.
	departments [][]int32
	sites       [][]int32
	// used counts how often a local part was given out.
	used map[string]int
}

// sample picks an exact number out of a known total, one by one, each as likely as any other.
type sample struct {
	random      *rand.Rand
	wanted, all int
}

func (s *sample) next() bool {
	if s.all <= 0 {
		return false
	}
	picked := s.random.IntN(s.all) < s.wanted
	s.all--
	if picked {
		s.wanted--
	}
	return picked
}

// seat is what is settled about a user before anybody has a name.
type seat struct {
	site, department int
	guest            bool
	title            string
	manager          int32 // number of a user, or none
}

// plan settles who is a guest, who works where, and from that the chart of managers.
func (g *generator) plan() []seat {
	departments, sites := people.Departments(), people.Sites()
	g.departments, g.sites = make([][]int32, len(departments)), make([][]int32, len(sites))
	weights, siteWeights := 0, len(sites)*(len(sites)+1)/2
	for _, d := range departments {
		weights += d.Weight
	}
	guest := sample{g.random, g.Guests, g.Users}
	seats := make([]seat, g.Users)
	for n := range seats {
		s := seat{manager: none, guest: guest.next()}
		s.site = g.weighted(siteWeights, func(i int) int { return len(sites) - i })
		if !s.guest {
			s.department = g.weighted(weights, func(i int) int { return departments[i].Weight })
			g.sites[s.site] = append(g.sites[s.site], int32(n))
			g.departments[s.department] = append(g.departments[s.department], int32(n))
		}
		seats[n] = s
	}
	g.chart(seats)
	return seats
}

// weighted draws an index whose likelihood is its weight.
func (g *generator) weighted(total int, weight func(int) int) int {
	rest := g.random.IntN(total)
	i := 0
	for rest >= weight(i) {
		rest -= weight(i)
		i++
	}
	return i
}

// span is how many people report to one manager.
const span = 8

// chart makes the managers a tree: the first employee leads the company, in each department the first leads it and everybody
// leads the next span of people in line.
func (g *generator) chart(seats []seat) {
	chief := int32(slices.IndexFunc(seats, func(s seat) bool { return !s.guest }))
	if chief == none {
		return
	}
	seats[chief].title = "Chief Executive Officer"
	for n, list := range g.departments {
		department := people.Departments()[n]
		line := slices.DeleteFunc(slices.Clone(list), func(i int32) bool { return i == chief })
		for at, i := range line {
			s := &seats[i]
			switch {
			case at == 0:
				s.title, s.manager = "Head of "+department.Name, chief
				continue
			case at*span+1 < len(line):
				s.title = department.Name + " Manager"
			default:
				s.title = department.Titles[g.random.IntN(len(department.Titles))]
			}
			s.manager = line[(at-1)/span]
		}
	}
}

// people adds the users in the order of their seats, so that a user's number is that of the seat.
func (g *generator) people() error {
	g.used = make(map[string]int, g.Users)
	seats := g.plan()
	disabled := sample{g.random, g.Disabled, g.Users}
	noMail := sample{g.random, g.NoMail, g.Users}
	for n, s := range seats {
		p := people.Sites()[s.site].Person(g.random)
		add := g.employee
		if s.guest {
			add = g.guest
		}
		if err := add(n, p, s, !disabled.next(), !noMail.next()); err != nil {
			return err
		}
	}
	for n, s := range seats {
		if s.manager != none {
			g.dir.linkManagerLocked(int32(n), s.manager)
		}
	}
	return nil
}

// local makes a local part unique: the second ada.lind is ada.lind2.
func (g *generator) local(base, domain string) string {
	key := base + "@" + domain
	for {
		g.used[key]++
		n := g.used[key]
		if n == 1 {
			return base
		}
		if name := base + strconv.Itoa(n); g.used[name+"@"+domain] == 0 {
			g.used[name+"@"+domain]++
			return name
		}
	}
}

// employee adds somebody of the company. Attributes are set in order of their numbers, which saves sorting them.
func (g *generator) employee(n int, p people.Person, s seat, enabled, mail bool) error {
	site, department := people.Sites()[s.site], people.Departments()[s.department]
	local := g.local(p.Local, g.Domain)
	upn := local + "@" + g.Domain
	set := fieldList{names: g.dir.names}
	set.add("userPrincipalName", upn)
	set.add("displayName", p.Display)
	set.add("mailNickname", local)
	if mail {
		set.add("mail", upn)
	}
	set.add("givenName", p.Given)
	set.add("surname", p.Family)
	set.add("jobTitle", s.title)
	set.add("department", department.Name)
	set.add("companyName", companyName)
	set.add("employeeId", strconv.Itoa(100000+n))
	set.add("employeeOrgData.costCenter", department.CostCenter)
	set.add("physicalDeliveryOfficeName", site.Office)
	set.add("streetAddress", site.Street)
	set.add("city", site.City)
	set.add("state", site.State)
	set.add("postalCode", site.PostalCode)
	set.add("country", site.Country)
	set.add("telephoneNumber", fmt.Sprintf("%s 555 %07d", site.Dial, n))
	if g.random.IntN(3) == 0 {
		set.add("mobile", fmt.Sprintf("%s 5550 %07d", site.Dial, n))
	}
	set.add("preferredLanguage", site.Language)
	set.add("usageLocation", site.Code)
	_, err := g.dir.insertUserLocked("", upn, set.fields(), enabled)
	return err
}

// guest adds somebody of a partner company.
func (g *generator) guest(_ int, p people.Person, _ seat, enabled, mail bool) error {
	partner := people.Partners[g.random.IntN(len(people.Partners))]
	local := g.local(p.Local, partner)
	upn := GuestUPN(local+"@"+partner, g.Domain)
	nickname, _, _ := strings.Cut(upn, "@")
	set := fieldList{names: g.dir.names}
	set.add("userPrincipalName", upn)
	set.add("displayName", p.Display)
	set.add("mailNickname", nickname)
	if mail {
		set.add("mail", local+"@"+partner)
	}
	set.add("givenName", p.Given)
	set.add("surname", p.Family)
	set.add("companyName", partner)
	_, err := g.dir.insertUserLocked("", upn, set.fields(), enabled)
	return err
}

// fieldList collects single values in room of its own; empty ones are left out.
type fieldList struct {
	names  *names
	values [24]string
	list   [24]field
	count  int
}

func (l *fieldList) add(name, value string) {
	if value == "" {
		return
	}
	number, _ := l.names.lookup(name)
	n := l.count
	l.values[n] = value
	l.list[n] = field{number, l.values[n : n+1 : n+1]}
	l.count++
}

func (l *fieldList) fields() []field { return l.list[:l.count] }
