package directory

import (
	"math"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/directory/people"
)

// groups adds groups until there are enough: departments, sites, then projects. Every tenth of those is a programme, which
// contains the projects before it.
func (g *generator) groups() error {
	for n, list := range g.departments {
		if err := g.group(people.Departments()[n].Name, "Everybody in the department", list); err != nil {
			return err
		}
	}
	for n, list := range g.sites {
		if err := g.group("Site "+people.Sites()[n].Office, "Everybody who works in "+people.Sites()[n].City, list); err != nil {
			return err
		}
	}
	for n := 0; len(g.dir.groups) < g.Groups; n++ {
		if n%10 != 9 {
			if err := g.group("Project "+people.Project(n), "", g.crew()); err != nil {
				return err
			}
			continue
		}
		members := append(slices.Clone(g.dir.groups[len(g.dir.groups)-3:]), g.crew()...)
		if err := g.group("Programme "+people.Project(n), "The projects of the programme and its office", members); err != nil {
			return err
		}
	}
	return nil
}

// group adds one group, unless there are enough.
func (g *generator) group(name, description string, members []int32) error {
	if len(g.dir.groups) >= g.Groups {
		return nil
	}
	i, err := g.dir.addGroupLocked(Group{DisplayName: name, Description: description})
	if err != nil {
		return err
	}
	g.dir.objects[i].members = make([]int32, 0, len(members))
	for _, m := range members {
		g.dir.joinLocked(i, m)
	}
	return nil
}

// crew picks the people of a project: mostly a handful, now and then some hundred. Guests come in through projects only.
func (g *generator) crew() []int32 {
	if g.Users == 0 {
		return nil
	}
	size := min(3+int(4*math.Exp(2.2*math.Abs(g.random.NormFloat64()))), 800, g.Users)
	crew := make([]int32, 0, size)
	for range size {
		crew = append(crew, g.random.Int32N(int32(g.Users)))
	}
	slices.Sort(crew)
	return slices.Compact(crew)
}

// assign gives exactly as many users access as wanted: by groups as long as a whole group fits, then one by one.
func (g *generator) assign() {
	reached := make([]bool, g.Users)
	count := 0
	for _, group := range g.dir.groups {
		var fresh []int32
		for _, m := range g.dir.objects[group].members {
			if int(m) < g.Users && !reached[m] {
				fresh = append(fresh, m)
			}
		}
		if len(fresh) == 0 || count+len(fresh) > g.Assigned {
			continue
		}
		for _, m := range fresh {
			reached[m] = true
		}
		count += len(fresh)
		g.dir.setRolesLocked(group, g.dir.roles.add(0, []string{DefaultRole}))
	}
	one := sample{g.random, g.Assigned - count, g.Users - count}
	for i := range reached {
		if !reached[i] && one.next() {
			g.dir.setRolesLocked(int32(i), g.dir.roles.add(0, []string{DefaultRole}))
		}
	}
}
