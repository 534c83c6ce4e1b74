package ledger

// Entry is one resource that a run creates in the target.
type Entry struct {
	Resource  string // the collection below the base URL: Users, Groups, or that of another type
	Attribute string // by which it can be found again: userName or displayName
	Name      string // the value of the attribute, with the run's marker in it
	ID        string // empty until the target has answered
}

// Header says whose ledger it is.
type Header struct {
	Schema  int    `json:"schema"`
	Run     string `json:"run"`
	Target  string `json:"target"`  // base URL, without query and credentials
	Started string `json:"started"` // RFC 3339, UTC
}

// schema is the version of the file's form.
const schema = 1

// event is one line after the header.
type event struct {
	Plan      int    `json:"plan,omitzero"`
	Resource  string `json:"resource,omitzero"`
	Attribute string `json:"attribute,omitzero"`
	Name      string `json:"name,omitzero"`
	Created   int    `json:"created,omitzero"`
	ID        string `json:"id,omitzero"`
	Done      int    `json:"done,omitzero"`
}

// state is what the events come to.
type state struct {
	last int
	open map[int]Entry
}

func (s *state) apply(e event) {
	switch {
	case e.Plan > 0:
		s.last = max(s.last, e.Plan)
		s.open[e.Plan] = Entry{Resource: e.Resource, Attribute: e.Attribute, Name: e.Name}
	case e.Created > 0:
		if entry, ok := s.open[e.Created]; ok {
			entry.ID = e.ID
			s.open[e.Created] = entry
		}
	case e.Done > 0:
		delete(s.open, e.Done)
	}
}
