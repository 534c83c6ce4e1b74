package provlog

import "github.com/entrasim/entrasim/simulator/internal/scimclient"

// Redacted is what the log shows in place of a value that passed through Redact (engine §5.6).
const Redacted = scimclient.Redacted

// Names that Entra's records carry.
const (
	Initiator     = "Azure AD Provisioning Service"
	SourceSystem  = "Microsoft Entra ID"
	TargetSystem  = "customappsso" // the display name of every non-gallery SCIM target
	UserType      = "User"
	GroupType     = "Group"
	UserTargetURN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	GroupTarget   = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// Action is what a record says was done to the object.
type Action string

// The actions of §8.1.
const (
	ActionCreate       Action = "create"
	ActionUpdate       Action = "update"
	ActionDelete       Action = "delete"
	ActionStagedDelete Action = "stageddelete"
	ActionDisable      Action = "disable"
	ActionOther        Action = "other"
)

// Status is the outcome of a step or of a record.
type Status string

// The outcomes.
const (
	Success Status = "success"
	Failure Status = "failure"
	Skipped Status = "skipped"
	Warning Status = "warning"
)

// StepType is the phase a step belongs to.
type StepType string

// The phases.
const (
	Import              StepType = "import"
	Scoping             StepType = "scoping"
	Matching            StepType = "matching"
	Processing          StepType = "processing"
	ReferenceResolution StepType = "referenceResolution"
	Export              StepType = "export"
)

// StepName is the name that dashboards aggregate on (§8.2).
type StepName string

// The step names. StepReference and StepStaged have no published name.
const (
	StepImportAdd        StepName = "EntryImportAdd"
	StepImportUpdate     StepName = "EntryImportUpdate"
	StepImportDelete     StepName = "EntryImportDelete"
	StepImport           StepName = "EntryImport" // source object re-read, and target read (type matching)
	StepScoping          StepName = "EntrySynchronizationScoping"
	StepAdd              StepName = "EntrySynchronizationAdd"
	StepUpdate           StepName = "EntrySynchronizationUpdate"
	StepSkip             StepName = "EntrySynchronizationSkip"
	StepExportAdd        StepName = "EntryExportAdd"
	StepExportUpdate     StepName = "EntryExportUpdate"
	StepExportSoftDelete StepName = "EntryExportUpdateSoftDelete"
	StepExportDelete     StepName = "EntryExportDelete"
	StepReference        StepName = "EntryReferenceResolution"
	StepStaged           StepName = "EntryExportStagedDelete"
)

// SkipReason says why nothing was done; it stands in the details of a StepSkip under DetailSkipReason.
type SkipReason string

// The skip reasons that the log's own texts and readers know. The others come with the scope decision, see package scope.
const (
	NotEffectivelyEntitled SkipReason = "NotEffectivelyEntitled" // not assigned, not entitled, or not active
	RedundantExport        SkipReason = "RedundantExport"        // source and target already match
	ReferenceNotInTarget   SkipReason = "ReferenceNotInTarget"   // manager or member was never provisioned
)

// Names of details.
const (
	DetailSkipReason            = "SkipReason"
	DetailReportableIdentifier  = "ReportableIdentifier"
	DetailReason                = "Reason"
	DetailActive                = "Active in the source system"
	DetailAssigned              = "Assigned to the application"
	DetailRole                  = "User has the required role"
	DetailFilter                = "Scoping filter evaluation passed"
	DetailSyncAll               = "Scope sync all"
	DetailScopeEvaluationResult = "ScopeEvaluationResult"
)

// Codes of errors that neither an exchange nor the mapping decides (engine §6.2). Those of exchanges come with the client's
// failures, SchemaPropertyCanOnlyAcceptValue with the evaluation of the mapping.
const (
	CodeDuplicateTargetEntries   = "DuplicateTargetEntries"
	CodeDuplicateSourceEntries   = "DuplicateSourceEntries"
	CodeImportSkipped            = "ImportSkipped"
	CodeMandatoryFieldsMissing   = "MandatoryFieldsMissing"
	CodeUnableToResolveReference = "UnableToResolveReferenceAttributeValue"
	CodeInternalError            = "InternalError"
	CodeConflict                 = "Conflict"
)

// Categories of errors (§8.1): whether the service met the error, or data and configuration made it. The third, success, is
// never written: what went well has no error information.
const (
	CategoryFailure           = "failure"
	CategoryNonServiceFailure = "nonServiceFailure"
)
