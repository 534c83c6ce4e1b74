package harness

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Customer is what a customer's synchronization schema, as Entra exports it, says about the target: which of its attributes are
// mapped, and by which accounts are matched. What the mappings compute is none of our business here.
type Customer struct {
	users, groups       map[string]bool // roots of what is mapped, in lower case: emails, manager, userName
	matching, groupsBy  string
	provisionsUsers     bool
	provisionsGroups    bool
	userList, groupList []string // as they are spelled, for the report
}

// the parts of a synchronization schema that are read (Microsoft Graph: synchronizationSchema).
type syncSchema struct {
	Rules []struct {
		Mappings []struct {
			Enabled    *bool  `json:"enabled"`
			Target     string `json:"targetObjectName"`
			Source     string `json:"sourceObjectName"`
			Attributes []struct {
				Target   string `json:"targetAttributeName"`
				Priority int    `json:"matchingPriority"`
				Flow     string `json:"flowType"`
			} `json:"attributeMappings"`
		} `json:"objectMappings"`
	} `json:"synchronizationRules"`
}

// ParseCustomer reads an exported schema; nil for no text. What Entra adds beside is passed over, as it does so often.
func ParseCustomer(text []byte) (*Customer, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var doc syncSchema
	if err := json.Unmarshal(text, &doc, jsontext.AllowDuplicateNames(true)); err != nil {
		return nil, located(text, err)
	}
	if len(doc.Rules) == 0 {
		return nil, errors.New("it has no synchronizationRules: it is no synchronization schema")
	}
	c := &Customer{users: map[string]bool{}, groups: map[string]bool{}}
	for _, rule := range doc.Rules {
		for _, m := range rule.Mappings {
			if m.Enabled != nil && !*m.Enabled {
				continue
			}
			mapped, list, by := c.users, &c.userList, &c.matching
			if strings.EqualFold(m.Source, "Group") || strings.HasSuffix(strings.ToLower(m.Target), "group") {
				mapped, list, by = c.groups, &c.groupList, &c.groupsBy
				c.provisionsGroups = true
			} else {
				c.provisionsUsers = true
			}
			best := 0
			for _, a := range m.Attributes {
				if a.Target == "" {
					continue
				}
				mapped[rootOf(a.Target)] = true
				*list = append(*list, a.Target)
				if a.Priority > 0 && (best == 0 || a.Priority < best) {
					best, *by = a.Priority, a.Target
				}
			}
		}
	}
	if !c.provisionsUsers && !c.provisionsGroups {
		return nil, errors.New("it maps neither users nor groups: every objectMapping is disabled, or there is none")
	}
	if c.provisionsUsers && c.matching == "" {
		return nil, errors.New("the mapping of users has no attribute with a matchingPriority: Entra would match by nothing")
	}
	return c, nil
}

// rootOf is the attribute that a target attribute path of Entra's begins with, in lower case.
func rootOf(target string) string {
	if i := strings.LastIndex(strings.ToLower(target), ":user:"); i >= 0 && strings.HasPrefix(strings.ToLower(target), "urn:") {
		target = target[i+len(":user:"):]
	} else if i := strings.LastIndexByte(target, ':'); i >= 0 && strings.HasPrefix(strings.ToLower(target), "urn:") {
		target = target[i+1:]
	}
	return strings.ToLower(target[:endOfName(target)])
}

func endOfName(path string) int {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return i
	}
	return len(path)
}

// Matching is the attribute of users that Entra tries first; "" when nobody said.
func (c *Customer) Matching() string {
	if c == nil {
		return ""
	}
	return c.matching
}

// irrelevant tells why what a check is about does not matter to the customer; "" when it does, or when nobody can tell.
// A check is about attributes by the words of its declaration (Concerns).
func (c *Customer) irrelevant(d Declaration) string {
	if c == nil {
		return ""
	}
	if !c.provisionsGroups && (d.Gate == GateGroups || d.Area() == "GRP") {
		return "not mapped by this customer: groups"
	}
	if len(d.Concerns) == 0 {
		return ""
	}
	for _, a := range d.Concerns {
		if c.users[strings.ToLower(a)] || c.groups[strings.ToLower(a)] {
			return ""
		}
	}
	return "not mapped by this customer: " + strings.Join(d.Concerns, ", ")
}

// undeclared are the attributes that the customer maps and the target's schemas do not declare.
func (c *Customer) undeclared(f features) []string {
	if c == nil || f.schemas == nil {
		return nil
	}
	var out []string
	check := func(list []string, urn string) {
		for _, target := range list {
			root := rootOf(target)
			declared := common(root) || f.declares(urn, root)
			if !declared {
				for _, names := range f.schemas {
					declared = declared || names[root]
				}
			}
			if !declared && !slices.Contains(out, target) {
				out = append(out, target)
			}
		}
	}
	check(c.userList, UserURN)
	check(c.groupList, GroupURN)
	slices.Sort(out)
	return out
}

// matchingForm is what Entra can match by: an attribute, or a value path of one with its value.
var matchingForm = regexp.MustCompile(`^(urn:[A-Za-z0-9:._-]+:)?[A-Za-z][A-Za-z0-9$_-]*(\[[A-Za-z]+ eq "[^"\\]*"\])?(\.[A-Za-z$][A-Za-z0-9$_-]*)?$`)

// CheckMatching makes sure that an attribute can stand in a filter as Entra writes it; "" is userName.
func CheckMatching(attribute string) error {
	if attribute != "" && !matchingForm.MatchString(attribute) {
		return fmt.Errorf("matching attribute %q: it is no attribute path", attribute)
	}
	return nil
}

// MatchingAttribute is the one by which Entra finds users of this target.
func (t *T) MatchingAttribute() string { return firstOf(t.session.cfg.Matching, "userName") }

// MatchedUser is a user with a value of its own in the matching attribute, and that value.
func (t *T) MatchedUser() (User, string) {
	path := t.MatchingAttribute()
	value := t.Name(Domain)
	attrs := Attrs{}
	urn, rest := "", path
	if i := strings.LastIndexByte(path[:endOfName(path)], ':'); i >= 0 {
		urn, rest = path[:i], path[i+1:]
	}
	name := rest[:endOfName(rest)]
	switch _, sub, _ := strings.Cut(rest, "."); {
	case strings.Contains(rest, "["):
		kind, _, _ := strings.Cut(rest[strings.IndexByte(rest, '"')+1:], `"`)
		attrs[name] = []Attrs{{"type": kind, firstOf(sub, "value"): value}}
	case strings.EqualFold(name, "userName"):
		attrs["userName"] = value
	case sub != "":
		attrs[name] = Attrs{sub: value}
	case urn != "":
		attrs[urn], attrs["schemas"] = Attrs{name: value}, []string{UserURN, urn}
	default:
		attrs[name] = value
	}
	return t.User(attrs), value
}
