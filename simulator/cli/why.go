package cli

import "github.com/entrasim/entrasim/simulator"

// why puts a skip reason into words.
func why(r simulator.Record) string {
	reason := string(r.SkipReason())
	if reason == "NotEffectivelyEntitled" {
		return entitlement(r)
	}
	if text, ok := skipped[reason]; ok {
		return text
	}
	return reason
}

var skipped = map[string]string{
	"RedundantExport":           "nothing differs",
	"ImportSkipped":             "no matching attribute has a value",
	"NotInScope":                "a scoping filter excludes it",
	"NotHandledByObjectMapping": "the mapping's filter leaves it to another mapping",
	"SkipOutOfScopeDeletions":   "out of scope, and the job skips out-of-scope deletions",
	"CreateNotEnabled":          "the mapping does not create",
	"UpdateNotEnabled":          "the mapping does not update",
	"DeleteNotEnabled":          "the mapping does not delete",
	"SoftDeleteNotMapped":       "out of scope, and no mapping reads IsSoftDeleted",
	"AlreadyDisabled":           "disabled in the target already",
	"NotManaged":                "purged after it had left the scope; Entra sends nothing",
	"NeverProvisioned":          "purged before it was ever provisioned",
	"AlreadyGone":               "gone from the target already",
	"ReferenceNotInTarget":      "what it refers to is not in the target",
}

// entitlement tells the causes apart that share the reason NotEffectivelyEntitled.
func entitlement(r simulator.Record) string {
	for _, s := range r.Steps {
		active, ok := s.Details.Get("Active in the source system")
		if !ok {
			continue
		}
		if active == "False" {
			return "not active"
		}
		return "not assigned to the application"
	}
	return "not entitled"
}
