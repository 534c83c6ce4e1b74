package standin

import "github.com/entrasim/entrasim/simulator/internal/validator/resource"

// schemas is the answer to GET /Schemas.
func (s *Server) schemas() any {
	list := []any{
		schema(resource.URNUser, s.userAttributes()...),
		schema(resource.URNEnterprise, plain("employeeNumber"), plain("department"), plain("costCenter"), plain("organization"), plain("division"),
			complex("manager", false, plain("value"), plain("displayName"))),
	}
	if !s.has(NoGroupSchema) {
		group := []any{plain("displayName"), complex("members", true, plain("value"), plain("display"), canonical("User", "Group"))}
		if !s.has(PlainGroups) {
			group = append(group, plain("externalId"))
		}
		list = append(list, schema(resource.URNGroup, group...))
	}
	if s.has(SchemasArray) {
		return list
	}
	return resource.Object{{Name: "schemas", Value: []any{resource.URNList}}, {Name: "totalResults", Value: resource.Number("3")}, {Name: "Resources", Value: list}}
}

func (s *Server) userAttributes() []any {
	types := func(values ...any) resource.Object {
		if s.has(Thin) {
			return canonical()
		}
		return canonical(values...)
	}
	title := plain("title")
	if s.has(Secretive) {
		title.Set("mutability", "writeOnly")
		title.Set("returned", "never")
	}
	name := required(plain("userName"))
	active := plain("active")
	active.Set("type", "boolean")
	return []any{
		name, active, plain("displayName"), plain("externalId"), title, plain("nickName"), plain("userType"), plain("preferredLanguage"),
		plain("locale"), plain("timezone"),
		complex("name", false, plain("formatted"), plain("familyName"), plain("givenName"), plain("middleName"), plain("honorificPrefix"), plain("honorificSuffix")),
		complex("emails", true, plain("value"), plain("display"), types("work", "home", "other"), plain("primary")),
		complex("phoneNumbers", true, plain("value"), plain("display"), types("work", "mobile", "fax"), plain("primary")),
		complex("addresses", true, plain("formatted"), plain("streetAddress"), plain("locality"), plain("region"), plain("postalCode"),
			plain("country"), types("work", "home", "other"), plain("primary")),
		complex("roles", true, plain("value"), plain("display"), canonical(), plain("primary")),
		plain("password"),
	}
}

func schema(id string, attributes ...any) resource.Object {
	return resource.Object{{Name: "id", Value: id}, {Name: "name", Value: id}, {Name: "attributes", Value: attributes}}
}

func plain(name string) resource.Object {
	return resource.Object{
		{Name: "name", Value: name},
		{Name: "type", Value: "string"},
		{Name: "multiValued", Value: false},
		{Name: "description", Value: "The " + name + "."},
		{Name: "required", Value: false},
		{Name: "mutability", Value: "readWrite"},
		{Name: "returned", Value: "default"},
	}
}

func required(o resource.Object) resource.Object {
	o.Set("required", true)
	return o
}

func complex(name string, multi bool, subs ...any) resource.Object {
	o := plain(name)
	o.Set("type", "complex")
	o.Set("multiValued", multi)
	o.Set("subAttributes", subs)
	return o
}

// canonical is the sub-attribute type, with its canonical values when there are any.
func canonical(values ...any) resource.Object {
	o := plain("type")
	if len(values) > 0 {
		o.Set("canonicalValues", values)
	}
	return o
}
