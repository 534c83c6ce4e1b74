package validation

import (
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
)

// The marks of evidence that are used often.
var (
	seen  = trial.Evidence{Mark: "obs 6", Source: "wire §14; published result files of 2023 to 2026"}
	once  = trial.Evidence{Mark: "obs 2", Source: "wire §14; bodies from two published runs of February 2026"}
	known = trial.Evidence{Mark: "doc", Source: "wire §14, validator tutorial; in no recent result file, body inferred"}
)

// Tests lists the tests in the order of the tool. The joining properties stand in the names of two of them.
func Tests(user, group mapping.TargetPath) []trial.Test {
	all := []trial.Test{
		{ID: "V1", Name: "Create a new User", Request: "POST /Users", Evidence: seen, Run: as(createUser)},
		{ID: "V2", Name: "Create a duplicate User", Request: "POST /Users", Evidence: seen, Run: as(duplicateUser)},
		{ID: "V3", Name: "Filter for an existing user", Request: "GET /Users", Evidence: seen, Run: as(filterUser)},
		{ID: "V4", Name: "Filter for a non-existing user", Request: "GET /Users", Evidence: seen, Run: as(filterNobody)},
		{ID: "V5", Name: "Filter for an existing user with a different case", Request: "GET /Users", Evidence: seen, Run: as(filterUserCase)},
		{ID: "V6", Name: "Patch User - Replace Attributes", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Concise, Run: as(replaceAttributes)},
		{ID: "V7", Name: "Patch User - Replace Attributes Verbose Request", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Verbose, Run: as(replaceAttributes)},
		{ID: "V10", Name: "Update User " + user.String(), Request: "PATCH /Users/Id", Evidence: seen, Run: as(renameUser)},
		{ID: "V11", Name: "Patch User - Disable User", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Deactivation, Run: as(disableUser)},
		{ID: "V8", Name: "Patch User - Add Attributes", Request: "PATCH /Users/Id", Evidence: trial.Evidence{Mark: "conflict", Source: "wire §7.5 keeps adds per path, Captain-P-Goldfish/SCIM-SDK#416 shows them folded"}, Needs: trial.Concise, Run: as(addAttributes)},
		{ID: "V8v", Name: "Patch User - Add Attributes Verbose Request", Request: "PATCH /Users/Id", Evidence: once, Needs: trial.Verbose, Run: as(addAttributes)},
		{ID: "V9", Name: "Patch User - Remove attributes", Request: "PATCH /Users/Id", Kind: trial.Optional, Evidence: known, Run: as(removeAttributes)},
		{ID: "V12", Name: "Patch User - Add Manager", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Manager, Run: as(addManager)},
		{ID: "V13", Name: "Patch User - Replace Manager", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Manager, Run: as(replaceManager)},
		{ID: "V14", Name: "Patch User - Remove Manager", Request: "PATCH /Users/Id", Evidence: seen, Needs: trial.Manager, Run: as(removeManager)},
		{ID: "V15", Name: "Delete a User", Request: "DELETE /Users/Id", Evidence: seen, Needs: trial.UserDelete, Run: as(deleteUser)},

		{ID: "V18", Name: "Get group by id excluding members", Request: "GET /Groups/Id", Evidence: seen, Needs: trial.Groups, Run: as(readGroup)},
		{ID: "V19", Name: "Filter for existing group excluding members", Request: "GET /Groups", Evidence: seen, Needs: trial.Groups, Run: as(filterGroupWithout)},
		{ID: "V20", Name: "Filter for an existing group", Request: "GET /Groups", Evidence: seen, Needs: trial.Groups, Run: as(filterGroup)},
		{ID: "V21", Name: "Filter for a non-existing group", Request: "GET /Groups", Evidence: seen, Needs: trial.Groups, Run: as(filterNoGroup)},
		{ID: "V22", Name: "Filter for an existing group with a different case", Request: "GET /Groups", Evidence: seen, Needs: trial.Groups, Run: as(filterGroupCase)},
		{ID: "V16", Name: "Create a new Group", Request: "POST /Groups", Evidence: seen, Needs: trial.Groups, Run: as(createGroup)},
		{ID: "V17", Name: "Create a duplicate Group", Request: "POST /Groups", Evidence: seen, Needs: trial.Groups, Run: as(duplicateGroup)},
		{ID: "V23", Name: "Patch Group - Replace Attributes", Request: "PATCH /Groups/Id", Evidence: seen, Needs: trial.Groups, Run: as(replaceGroupAttributes)},
		{ID: "V24", Name: "Update Group " + group.String(), Request: "PATCH /Groups/Id", Evidence: seen, Needs: trial.Groups, Run: as(renameGroup)},
		{ID: "V25", Name: "Patch Group - Add Member", Request: "PATCH /Groups/Id", Evidence: seen, Needs: trial.Groups, Run: as(addMember)},
		{ID: "V26", Name: "Patch Group - Remove Member", Request: "PATCH /Groups/Id", Evidence: seen, Needs: trial.Groups, Run: as(removeMember)},
		{ID: "V27", Name: "Delete a Group", Request: "DELETE /Groups/Id", Evidence: seen, Needs: trial.Groups | trial.GroupDelete, Run: as(deleteGroup)},

		{ID: "P1", Name: "Patch User - Multiple Operations on different attributes", Request: "PATCH /Users/Id", Kind: trial.Preview, Evidence: once, Run: as(differentAttributes)},
		{ID: "P2", Name: "Patch User - Multiple Operations on same attribute", Request: "PATCH /Users/Id", Kind: trial.Preview, Evidence: once, Run: as(sameAttribute)},
		{ID: "P3", Name: "Delete a non-existent User", Request: "DELETE /Users/Id", Kind: trial.Preview, Evidence: once, Needs: trial.UserDelete, Run: as(deleteNobody)},
		{ID: "P4", Name: "Delete the same User twice", Request: "DELETE /Users/Id", Kind: trial.Preview, Evidence: once, Needs: trial.UserDelete, Run: as(deleteUserTwice)},
		{ID: "P5", Name: "Patch Group - Multiple Operations on same attribute", Request: "PATCH /Groups/Id", Kind: trial.Preview, Evidence: once, Needs: trial.Groups, Run: as(sameMember)},
		{ID: "P6", Name: "Delete a non-existent Group", Request: "DELETE /Groups/Id", Kind: trial.Preview, Evidence: once, Needs: trial.Groups | trial.GroupDelete, Run: as(deleteNoGroup)},
		{ID: "P7", Name: "Delete the same Group twice", Request: "DELETE /Groups/Id", Kind: trial.Preview, Evidence: once, Needs: trial.Groups | trial.GroupDelete, Run: as(deleteGroupTwice)},
	}
	for i := range all {
		all[i].Tool = trial.Validator
		if all[i].Kind == "" {
			all[i].Kind = trial.Mandatory
		}
	}
	return all
}
