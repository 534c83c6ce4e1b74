package gallery

import "github.com/entrasim/entrasim/simulator/internal/validator/trial"

// The marks of evidence.
var (
	acted  = trial.Evidence{Mark: "doc", Source: "wire §15, test overview and workflow; the tenant's part is acted out"}
	direct = trial.Evidence{Mark: "doc", Source: "wire §15, test overview and workflow"}
	mixed  = trial.Evidence{Mark: "conflict", Source: "wire §15; overview and workflow differ, see the package documentation"}
)

// Tests lists the tests in the order of the overview.
func Tests() []trial.Test {
	all := []trial.Test{
		{ID: "G1", Name: "Create_User_Test", Request: "Entra", Evidence: acted, Run: createUser},
		{ID: "G2", Name: "Update_User_Test", Request: "Entra", Evidence: acted, Run: updateUser},
		{ID: "G3", Name: "Disable_User_Test", Request: "Entra", Evidence: acted, Needs: trial.Deactivation, Run: disableUser},
		{ID: "G4", Name: "Delete_User_Test", Request: "Entra", Kind: trial.Optional, Evidence: acted, Needs: trial.UserDelete, Run: deleteUser},
		{ID: "G5", Name: "User_Update_Manager_Test", Request: "Entra", Evidence: acted, Run: userManager},
		{ID: "G6", Name: "Restore_User_Test", Request: "Entra", Evidence: mixed, Needs: trial.Deactivation, Run: restoreUser},
		{ID: "G7", Name: "POD_User_Test", Request: "Entra, on demand", Evidence: acted, Run: userOnDemand},
		{ID: "G8", Name: "Create_Group_Test", Request: "Entra", Evidence: acted, Run: grouped(createGroup)},
		{ID: "G9", Name: "Update_Group_Test", Request: "Entra", Evidence: acted, Run: grouped(updateGroup)},
		{ID: "G10", Name: "Delete_Group_Test", Request: "Entra", Kind: trial.Optional, Evidence: acted, Needs: trial.GroupDelete, Run: grouped(deleteGroup)},
		{ID: "G11", Name: "Group_Update_Add_Member_Test", Request: "Entra", Evidence: acted, Run: grouped(addMember)},
		{ID: "G12", Name: "Group_Update_Remove_Member_Test", Request: "Entra", Evidence: acted, Run: grouped(removeMember)},
		{ID: "G13", Name: "POD_Group_Test", Request: "Entra, on demand", Evidence: acted, Run: grouped(groupOnDemand)},
		{ID: "G14", Name: "Restore_Group_Test", Request: "Entra", Kind: trial.Optional, Evidence: acted, Needs: trial.GroupDelete, Run: grouped(restoreGroup)},

		{ID: "G15", Name: "Schema_Discoverability_Test", Request: "GET /Schemas", Evidence: mixed, Run: discoverability},
		{ID: "G16", Name: "SCIM_Null_Update_Test", Request: "PATCH /Users", Evidence: mixed, Run: nullUpdate},
		{ID: "G17", Name: "SCIM_User_Create_Test", Request: "POST /Users", Evidence: direct, Run: scimUserCreate},
		{ID: "G18", Name: "SCIM_User_Update_Test", Request: "PATCH /Users", Evidence: mixed, Run: scimUserUpdate},
		{ID: "G19", Name: "SCIM_Group_Create_Test", Request: "POST /Groups", Evidence: direct, Run: grouped(scimGroupCreate)},
		{ID: "G20", Name: "SCIM_Group_Update_Test", Request: "PATCH /Groups", Evidence: mixed, Run: grouped(scimGroupUpdate)},
		{ID: "G21", Name: "Validate_Credentials_Test", Request: "POST token endpoint", Evidence: direct, Run: credentials},
		{ID: "G22", Name: "Federated_Identity_Test", Request: "POST token endpoint", Evidence: direct, Run: federation},
		{ID: "G23", Name: "SCIM_User_Pagination_Test", Request: "GET /Users", Evidence: direct, Run: userPages},
		{ID: "G24", Name: "SCIM_Group_Pagination_Test", Request: "GET /Groups", Kind: trial.Optional, Evidence: direct, Run: grouped(groupPages)},
		{ID: "G25", Name: "SCIM_Update_Manager_Test", Request: "PATCH /Users", Evidence: direct, Run: scimManager},
	}
	for i := range all {
		all[i].Tool = trial.Gallery
		if all[i].Kind == "" {
			all[i].Kind = trial.Mandatory
		}
	}
	return all
}

// grouped makes a test of groups, which fails where there are none: groups are mandatory in the gallery.
func grouped(f func(*trial.T)) func(*trial.T) {
	return func(t *trial.T) {
		if !t.Groups {
			t.Asks(false, "/Schemas returns the Group schema: group provisioning is mandatory in the gallery", "no Group schema, or groups left out")
			return
		}
		f(t)
	}
}
