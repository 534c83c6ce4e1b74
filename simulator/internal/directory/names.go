package directory

import "maps"

// names numbers the attributes of one directory. The known ones have fixed numbers; directory extensions get theirs when
// first used. A table is never changed once objects refer to it: adding a name makes a new one.
type names struct {
	number map[string]uint32
	name   []string
}

// The numbers the code itself needs; known adds the rest.
const (
	attrUPN uint32 = iota
	attrDisplayName
	attrMailNickname
	attrMail
	attrSecurityEnabled
)

var known = func() *names {
	n := &names{number: map[string]uint32{}}
	add := func(name string) {
		if _, ok := n.number[name]; !ok {
			n.number[name] = uint32(len(n.name))
			n.name = append(n.name, name)
		}
	}
	for _, name := range []string{"userPrincipalName", "displayName", "mailNickname", "mail", "securityEnabled"} {
		add(name)
	}
	for _, table := range []attributeTable{userAttributes, groupAttributes} {
		for _, a := range table.list {
			if !a.Computed {
				add(a.Name)
			}
		}
	}
	return n
}()

// lookup gives the number of a name.
func (n *names) lookup(name string) (uint32, bool) {
	number, ok := n.number[name]
	return number, ok
}

// extended gives a table that also holds name, and its number.
func (n *names) extended(name string) (*names, uint32) {
	if number, ok := n.number[name]; ok {
		return n, number
	}
	number := uint32(len(n.name))
	more := &names{number: maps.Clone(n.number), name: append(n.name[:len(n.name):len(n.name)], name)}
	more.number[name] = number
	return more, number
}
