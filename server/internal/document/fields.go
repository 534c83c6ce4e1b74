package document

// Fields are the members of an object with fixed names.
type Fields struct {
	of     *Node
	byName map[string]*Node
}

// Fields takes the value for an object that has no members but those named. It returns fields also when the value is
// something else, which it notes; then none of them is there.
func (n *Node) Fields(names ...string) Fields {
	f := Fields{of: n, byName: map[string]*Node{}}
	known := make(map[string]bool, len(names))
	for _, name := range names {
		known[name] = true
	}
	for _, m := range n.Entries() {
		if !known[m.Name] {
			m.Refuse(Unknown(m.Name, names), "is not known here")
			continue
		}
		f.byName[m.Name] = m.Value
	}
	return f
}

// Get returns a member, or nil if it is not there or null.
func (f Fields) Get(name string) *Node {
	v := f.byName[name]
	if v != nil && v.kind == 'n' {
		return nil
	}
	return v
}

// Need is Get for a member that must be there.
func (f Fields) Need(name string) *Node {
	v := f.Get(name)
	if v == nil && f.of != nil && f.of.kind == '{' {
		f.of.Refuse("add "+quote(name), "has no %s", name)
	}
	return v
}
