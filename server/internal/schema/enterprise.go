package schema

import "github.com/entrasim/entrasim/server/internal/scim"

// enterpriseSchema is the Enterprise User extension of RFC 7643 §4.3 and §8.7.1.
func enterpriseSchema() *Schema {
	return NewSchema(scim.SchemaEnterpriseUser, "EnterpriseUser", "Enterprise User",
		text("employeeNumber", "Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or "+
			"association with an organization."),
		text("costCenter", "Identifies the name of a cost center."),
		text("organization", "Identifies the name of an organization."),
		text("division", "Identifies the name of a division."),
		text("department", "Identifies the name of a department."),
		single("manager", "The User's manager. A complex type that optionally allows service providers to represent "+
			"organizational hierarchy by referencing the 'id' attribute of another User.", with(
			text("value", "The id of the SCIM resource representing the User's manager. REQUIRED."),
			reference("$ref", "The URI of the SCIM resource representing the User's manager. REQUIRED.", refers("User")),
			text("displayName", "The displayName of the User's manager. OPTIONAL and READ-ONLY.", readOnly),
		)),
	)
}
