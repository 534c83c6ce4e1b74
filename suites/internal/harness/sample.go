package harness

import (
	"slices"
	"strings"
)

// Sample is a plausible value for an attribute of the target's schema, as it stands in a body: one of the canonical values,
// what everybody puts there when the name is well known, and something of the right type otherwise. Random text in typed
// fields fails targets for the wrong reason (trap 5).
//
// Variants 0 and 1 differ, so that a value can be changed; attributes with a
// single canonical value have one. What has to be unique carries the run's marker. A complex value holds every
// sub-attribute that a client may write; a multi-valued one has one element. nil when there is nothing that a client could
// write, or when the value would have to name another resource.
func (t *T) Sample(a Attribute, variant int) any { return t.sample("", a, variant) }

func (t *T) sample(parent string, a Attribute, variant int) any {
	if !a.Writable() || a.Refers() {
		return nil
	}
	var value any
	if strings.EqualFold(a.Type, "complex") {
		value = t.sampleComplex(a, variant)
	} else {
		value = t.samplePlain(parent, a, variant)
	}
	if value == nil || !a.MultiValued {
		return value
	}
	return []any{value}
}

func (t *T) sampleComplex(a Attribute, variant int) any {
	out := Attrs{}
	for _, sub := range a.SubAttributes {
		switch name := strings.ToLower(sub.Name); {
		case name == "display" || name == "$ref":
			// Labels and links: many targets make them up themselves.
		case name == "primary" && a.MultiValued:
			out[sub.Name] = true
		default:
			if v := t.sample(a.Name, sub, variant); v != nil {
				out[sub.Name] = v
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (t *T) samplePlain(parent string, a Attribute, variant int) any {
	if n := len(a.CanonicalValues); n > 0 {
		return a.CanonicalValues[variant%n]
	}
	name := strings.ToLower(a.Name)
	if parent != "" {
		name = strings.ToLower(parent) + "." + name
	}
	kind := strings.ToLower(a.Type)
	if kind == "" {
		kind = "string" // RFC 7643 §2.2
	}
	values, ok := ofType[kind]
	if known, well := wellKnown[name]; well && sameKind(kind, known[0]) {
		values, ok = known, true
	} else if kind == "string" {
		values = textFor(name, parent != "", values)
	}
	if !ok {
		return nil // a type that nobody knows
	}
	return t.fresh(values[variant%2], a.unique())
}

// sameKind guards against a target that declares a well-known name with a type of its own.
func sameKind(kind string, value any) bool {
	switch value.(type) {
	case bool:
		return kind == "boolean"
	default:
		return kind == "string" || kind == "reference" || kind == "binary"
	}
}

func textFor(name string, sub bool, otherwise [2]any) [2]any {
	if sub && strings.HasSuffix(name, ".type") {
		return [2]any{"work", "home"}
	}
	for _, k := range kinds {
		if strings.Contains(name, k.part) {
			return k.values
		}
	}
	return otherwise
}

// fresh puts names of the run's own where they belong.
func (t *T) fresh(value any, unique bool) any {
	if value == mail {
		return t.Name(Domain)
	}
	if _, text := value.(string); text && unique {
		return t.Name("")
	}
	return value
}

// Writable tells whether a client may give the attribute a value; what the target leaves out has the default of RFC 7643
// §2.2.
func (a Attribute) Writable() bool { return !strings.EqualFold(a.Mutability, "readOnly") }

// Changeable tells whether a client may also change it afterwards and see the result.
func (a Attribute) Changeable() bool {
	return a.Writable() && !strings.EqualFold(a.Mutability, "immutable")
}

// Shown tells whether a plain read shows the attribute: it is neither never returned nor on request only.
func (a Attribute) Shown() bool {
	return !strings.EqualFold(a.Mutability, "writeOnly") && !strings.EqualFold(a.Returned, "never") && !strings.EqualFold(a.Returned, "request")
}

// Refers tells whether a value names another SCIM resource, such as a manager or a member: then nothing can be made up.
func (a Attribute) Refers() bool {
	if slices.ContainsFunc(a.SubAttributes, func(sub Attribute) bool {
		return strings.EqualFold(sub.Type, "reference") && sub.Refers()
	}) {
		return true
	}
	if !strings.EqualFold(a.Type, "reference") {
		name := strings.ToLower(a.Name)
		return strings.EqualFold(a.Type, "complex") && slices.Contains([]string{"manager", "members", "groups"}, name)
	}
	return slices.ContainsFunc(a.ReferenceTypes, func(kind string) bool {
		return !strings.EqualFold(kind, "external") && !strings.EqualFold(kind, "uri")
	})
}

func (a Attribute) unique() bool {
	return strings.EqualFold(a.Uniqueness, "server") || strings.EqualFold(a.Uniqueness, "global")
}
