// Package validation has the tests of the Microsoft Entra SCIM Validator (scimvalidator.microsoft.com), acted out.
//
// No official list of the tests exists. Names, order, bodies and demands follow wire §14, quirks §3 "VAL order" and Q05,
// Q12, Q15, Q27, Q30, Q36, Q41, Q60, Q70, Q75, Q76, which were rebuilt from published result files; [Test.Evidence] says
// how well each is known. The forms that are particular to the tool:
//
//	user bodies      all attributes of the list, schemas last, roles with "primary":"True", a manager nobody has
//	PATCH            lower-case op; filtered attributes by path, the rest in one operation without a path, with dotted and
//	                 URN keys; with the setting "Supports Verbose PATCH" one operation per attribute
//	manager          {"value":id} with default and uploaded attributes, the bare id with a discovered schema
//	members          replace to add the first one, remove by filter
//	joining property the attribute that lookups, the case test and the rename use
//
// Where the tool is known to be wrong, the demand carries what it says and what the RFC says: attributes that are never
// returned are missed (Q76); attributes addressed by [primary eq true] are reported missing whatever the answer holds
// (three public runs of 2026); a PATCH with an empty Operations array must succeed; externalId must be found in another
// letter case; a user PATCH must answer 200, not 204 (Q15).
//
// # Not modelled
//
// The tests run one after the other, as with "Run Tests Sequentially"; the tool's default is in parallel. The tool reuses
// names between tests (Q80) and does not say whether it removes what it made; here every test has names of its own, and
// what they make is removed at the end. The misprints of its report (Q79) are not reproduced, nor the run's abort at the first answer of another media
// type (Q27): every test fails for it instead, so that the rest can be seen.
package validation
