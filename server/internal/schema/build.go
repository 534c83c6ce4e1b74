package schema

// The functions below are the notation in which the schemas of this package are written down.

type option func(*Attribute)

func attr(typ Type, name, description string, opts []option) *Attribute {
	a := &Attribute{Name: name, Type: typ, Description: description}
	for _, o := range opts {
		o(a)
	}
	return a
}

func text(name, description string, opts ...option) *Attribute {
	return attr(String, name, description, opts)
}

func boolean(name, description string, opts ...option) *Attribute {
	return attr(Boolean, name, description, opts)
}

func integer(name, description string, opts ...option) *Attribute {
	return attr(Integer, name, description, opts)
}

func binary(name, description string, opts ...option) *Attribute {
	return attr(Binary, name, description, opts)
}

func reference(name, description string, opts ...option) *Attribute {
	return attr(Reference, name, description, opts)
}

func single(name, description string, opts ...option) *Attribute {
	return attr(Complex, name, description, opts)
}

func many(name, description string, opts ...option) *Attribute {
	return attr(Complex, name, description, append(opts, multiValued))
}

func multiValued(a *Attribute)  { a.MultiValued = true }
func required(a *Attribute)     { a.Required = true }
func caseExact(a *Attribute)    { a.CaseExact = true }
func readOnly(a *Attribute)     { a.Mutability = ReadOnly }
func immutable(a *Attribute)    { a.Mutability = Immutable }
func writeOnly(a *Attribute)    { a.Mutability = WriteOnly }
func never(a *Attribute)        { a.Returned = Never }
func always(a *Attribute)       { a.Returned = Always }
func serverUnique(a *Attribute) { a.Uniqueness = Server }

func values(v ...string) option { return func(a *Attribute) { a.CanonicalValues = v } }
func refers(v ...string) option { return func(a *Attribute) { a.ReferenceTypes = v } }

func with(subs ...*Attribute) option { return func(a *Attribute) { a.SubAttributes = subs } }
