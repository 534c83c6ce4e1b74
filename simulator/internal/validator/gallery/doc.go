// Package gallery has the 25 tests of the validation Logic App that Microsoft runs before an application is put into the app
// gallery (AzureAD/SCIMReferenceCode, Microsoft.SCIM.LogicAppValidationTemplate; wire §15, quirks GAL, Q66, Q68, Q69).
//
// There, 14 of them go through a tenant: they change the directory by Microsoft Graph, wait for the provisioning service, and
// look at its log and at the endpoint. Here the simulator's own provisioning job takes the place of the service: each test
// has a directory of its own with the few objects it needs, and runs cycles on a virtual clock. What provisioning on demand
// sends is what a cycle sends for one object in the dialect without the flag (wire §10, quirks Q51). The other tests talk to
// the endpoint directly and are sent request for request; what the workflow sends to Graph is left out.
//
// Bodies are built as the workflow builds them: of every attribute that the schema's definition of the target lists, by
// fixed rules for the values, elements of multi-valued attributes with the literal of their filter as type, also where
// the filter compares primary. Lookups write %20 and %22.
//
// # Where the evidence differs
//
//	PATCH of 18 and 20   wire §15 has "Replace" with a path per attribute. A later version of the workflow writes "replace",
//	                     and folds attributes without a filter into one operation unless the job has the setting
//	                     PatchBodyFormat; that is Env.Verbose off.
//	Test 6               the overview expects Delete and a user that is gone; the workflow expects Disable and active
//	                     false, as the service does (engine §3.6). The workflow is followed.
//	Test 15              the overview compares mapped attributes, the workflow all that the target lists. The overview is
//	                     followed.
//	Test 16, second part the workflow never looks at filtered attributes, and takes "" for a failure that the overview
//	                     allows.
//
// # Not modelled
//
// The assertion of Federated_Identity_Test, which only Entra can sign: one that the token endpoint trusts can be given. The waiting and polling. The parallel creates of the paging
// tests. Group tests fail without a Group schema in /Schemas, as they do there.
package gallery
