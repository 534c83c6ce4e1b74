package provlog

import (
	"fmt"
	"time"
)

// The texts of §8.2 and §5.3. Name is what the log calls the object: a UPN or a group's display name.

// ReceivedText describes StepImportAdd, StepImportUpdate and StepImportDelete; change is Add, Update or Delete.
func ReceivedText(objectType, name, change string) string {
	return fmt.Sprintf("Received %s '%s' change of type (%s) from %s", objectType, name, change, SourceSystem)
}

// RetrievedSourceText describes a source object that was read again.
func RetrievedSourceText(objectType, name string) string {
	return fmt.Sprintf("Retrieved %s '%s' from %s", objectType, name, SourceSystem)
}

// RetrievedTargetText describes a target object that was found.
func RetrievedTargetText(name string) string {
	return fmt.Sprintf("Retrieved '%s' from %s", name, TargetSystem)
}

// ScopingText describes StepScoping.
func ScopingText(objectType string) string {
	return fmt.Sprintf("Determine if %s in scope by evaluating against each scoping filter", objectType)
}

// CreateText describes StepAdd.
func CreateText(objectType, name string) string {
	return fmt.Sprintf("%s '%s' will be created in %s (%s is active and assigned in %s, but no matching %s was found in %s)",
		objectType, name, TargetSystem, objectType, SourceSystem, objectType, TargetSystem)
}

// UpdateText describes StepUpdate, for which no sample is published.
func UpdateText(objectType, name string) string {
	return fmt.Sprintf("%s '%s' will be updated in %s (%s is active and assigned in %s, and a matching %s was found in %s)",
		objectType, name, TargetSystem, objectType, SourceSystem, objectType, TargetSystem)
}

// ExportedText describes an export step that succeeded; did is created, updated, disabled or deleted.
func ExportedText(objectType, name, did string) string {
	return fmt.Sprintf("%s '%s' was %s in %s", objectType, name, did, TargetSystem)
}

// FailedText describes an export step that failed; verb is create, update, disable or delete.
func FailedText(verb, objectType, name string) string {
	return fmt.Sprintf("Failed to %s %s '%s' in %s", verb, objectType, name, TargetSystem)
}

// ReferenceText describes a reference that could not be written; attribute is manager or members.
func ReferenceText(id, attribute, name string) string {
	return fmt.Sprintf("We were unable to assign %s as the %s of %s.", id, attribute, name)
}

// RedundantText describes StepSkip for an object that needs no change.
func RedundantText(objectType, name string) string {
	return fmt.Sprintf("The state of the %s in both the source and target systems already match. No change to the %s '%s' currently needs to be made.",
		lowerFirst(objectType), objectType, name)
}

// SkippedText describes StepSkip for an object that is left alone for another reason.
func SkippedText(objectType, name string, reason SkipReason) string {
	return fmt.Sprintf("The %s '%s' will be skipped. Skip reason = %s", objectType, name, reason)
}

// StagedText describes StepStaged, for which no sample is published.
func StagedText(objectType, name string) string {
	return fmt.Sprintf("The deletion of %s '%s' in %s was staged, because the deletion threshold has been exceeded", objectType, name, TargetSystem)
}

// RetryStamp is what ends the text of a failure that will be tried again (quirks Q20). It begins with a blank.
func RetryStamp(retries int, next time.Time) string {
	return fmt.Sprintf(" This operation was retried %d times. It will be retried again after this date: %s UTC",
		retries, next.UTC().Format("2006-01-02T15:04:05.0000000Z"))
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]|0x20) + s[1:]
}
