package attribute

import "github.com/entrasim/entrasim/simulator/internal/mapping"

// Default is the list of the button "Use default attributes". externalId of users is not in it; that of groups is.
func Default() List {
	l := List{Origin: FromDefault}
	for _, name := range []string{
		"userName", "active", "displayName", "title", `emails[type eq "work"].value`, `emails[type eq "work"].primary`,
		"preferredLanguage", "name.givenName", "name.familyName", "name.formatted", "name.middleName",
		"name.honorificPrefix", "name.honorificSuffix", `addresses[type eq "work"].formatted`,
		`addresses[type eq "work"].streetAddress`, `addresses[type eq "work"].locality`, `addresses[type eq "work"].region`,
		`addresses[type eq "work"].postalCode`, `addresses[type eq "work"].primary`, `addresses[type eq "work"].country`,
		`phoneNumbers[type eq "work"].value`, `phoneNumbers[type eq "work"].primary`, `phoneNumbers[type eq "mobile"].value`,
		`phoneNumbers[type eq "fax"].value`, enterprise("employeeNumber"), enterprise("department"), enterprise("costCenter"),
		enterprise("organization"), enterprise("division"), enterprise("manager"), `roles[primary eq "True"].display`,
		`roles[primary eq "True"].value`, `roles[primary eq "True"].type`, "userType", "nickName", "locale", "timezone",
		"profileUrl",
	} {
		l.User = append(l.User, standard(name))
	}
	for _, name := range []string{"displayName", "externalId", "members"} {
		l.Group = append(l.Group, standard(name))
	}
	return l
}

func standard(name string) Attribute {
	a := Attribute{Path: mapping.MustParseTargetPath(name), Type: mapping.String, Mapped: true}
	switch {
	case name == "active" || a.Path.Sub == "primary":
		a.Type = mapping.Boolean
	case a.Path.Attr == "manager" || a.Path.Attr == "members":
		a.Type, a.Multi = mapping.Reference, a.Path.Attr == "members"
	case name == "userName":
		a.Required = true
	}
	return a
}
