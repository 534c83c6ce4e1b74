package settings

import (
	"slices"

	"github.com/entrasim/entrasim/server/internal/custom"
	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/schema"
)

// MaxSize is the largest document in bytes.
const MaxSize = 1 << 20

// Options say what Parse checks beyond the document itself.
type Options struct {
	File string // stands in front of problems; may be empty
	// Defect, when not nil, says whether an organisation may have a defect of that name; its error becomes a problem. An error
	// with a method Hint() string also says what would be right.
	Defect func(name string) error
}

// Parse reads a settings document. The error is document.Problems.
func Parse(data []byte, opts Options) (*Settings, error) {
	root, err := document.Parse(opts.File, data, document.Limits{Size: MaxSize})
	if err != nil {
		return nil, err
	}
	f := root.Fields("version", "mood", "seed", "switches", "defects", "limits", "schemas", "resourceTypes")
	if v := f.Need("version"); v != nil && v.Int(0, 1<<53) != Version && root.Err() == nil {
		v.Refuse("this program reads version 1; get one that fits the document", "is %d", v.Int(0, 1<<53))
	}
	s := &Settings{
		mood:   f.Get("mood").Word(schema.Moods()...),
		seed:   uint64(f.Get("seed").Int(0, 1<<53-1)),
		limits: readLimits(f.Get("limits")),
	}
	s.readSwitches(f.Get("switches"))
	s.readDefects(f.Get("defects"), opts)
	schemas, types := f.Get("schemas"), f.Get("resourceTypes")
	if len(schemas.Items())+len(types.Items()) > 0 {
		s.own = custom.Read(schemas, types)
	}
	if err := root.Err(); err != nil {
		return nil, err
	}
	s.schemas, s.types = documents(schemas, "id"), documents(types, "name")
	return s, nil
}

func (s *Settings) readSwitches(n *document.Node) {
	var names []string
	for _, sw := range schema.Switches() {
		names = append(names, sw.Name)
	}
	for _, m := range n.Entries() {
		sw, ok := schema.SwitchByName(m.Name)
		if !ok {
			remedy := document.Nearest(m.Name, names)
			if remedy != "" {
				remedy = "did you mean " + remedy + "?"
			} else {
				remedy = "entrasim switches lists them"
			}
			m.Refuse(remedy, "is not a switch")
			continue
		}
		var choices []string
		for _, c := range sw.Choices() {
			choices = append(choices, string(c))
		}
		c := schema.Choice(m.Value.Word(choices...))
		if c == "" {
			continue
		}
		if s.switches == nil {
			s.switches = map[string]schema.Choice{}
		}
		s.switches[m.Name] = c
	}
}

func (s *Settings) readDefects(n *document.Node, opts Options) {
	for _, item := range n.Items() {
		name := item.Text()
		if slices.Contains(s.defects, name) {
			item.Refuse("", "is there twice: %q", name)
		}
		if opts.Defect != nil && item.Err() == nil {
			if err := opts.Defect(name); err != nil {
				remedy := "entrasim defects lists them"
				if h, ok := err.(interface{ Hint() string }); ok {
					remedy = h.Hint()
				}
				item.Refuse(remedy, "cannot be turned on: %v", err)
			}
		}
		s.defects = append(s.defects, name)
	}
}

// documents keeps the text of documents that have been found right.
func documents(n *document.Node, key string) []Document {
	var out []Document
	for _, item := range n.Items() {
		if d, ok := documentOf(item, key); ok {
			out = append(out, d)
		}
	}
	return out
}

// documentOf keeps the text of one document that has the member key.
func documentOf(n *document.Node, key string) (Document, bool) {
	raw := n.Raw()
	if err := raw.Compact(); err != nil {
		return Document{}, false // not possible: it has been parsed
	}
	for _, m := range n.Entries() {
		if m.Name == key {
			return Document{Name: m.Value.Text(), Raw: raw}, true
		}
	}
	return Document{}, false
}

// DocumentName returns what a schema ("id") or resource type ("name") document is called.
func DocumentName(data []byte, key string) (string, error) {
	n, err := document.Parse("", data, document.Limits{Size: MaxSize})
	if err != nil {
		return "", err
	}
	d, ok := documentOf(n, key)
	if !ok {
		n.Refuse("", "has no %s", key)
	}
	return d.Name, n.Err()
}
