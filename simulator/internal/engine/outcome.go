package engine

import (
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// export describes what an action looks like in the log.
type export struct {
	step     provlog.StepName
	verb     string // for "Failed to create …"
	did      string // for "… was created"
	modifies bool
}

var exports = map[provlog.Action]export{
	provlog.ActionCreate:  {provlog.StepExportAdd, "create", "created", true},
	provlog.ActionUpdate:  {provlog.StepExportUpdate, "update", "updated", true},
	provlog.ActionDisable: {provlog.StepExportSoftDelete, "disable", "disabled", true},
	provlog.ActionDelete:  {provlog.StepExportDelete, "delete", "deleted", false},
	provlog.ActionOther:   {provlog.StepImport, "retrieve", "retrieved", false},
}

// exported closes an entry whose export went through.
func (l *Entry) exported(as provlog.Action, target string) {
	x := exports[as]
	l.Record.Action = as
	l.Record.TargetIdentity.ID = target
	l.step(provlog.Step{
		Name: x.step, Type: provlog.Export, Status: provlog.Success,
		Description: provlog.ExportedText(string(l.Kind), l.name, x.did), Details: l.reportable(),
	})
	l.close(provlog.Success)
}

func (l *Entry) reportable() provlog.Details {
	return provlog.Details{{Name: provlog.DetailReportableIdentifier, Value: l.name}}
}

// skipped closes an entry that exports nothing.
func (l *Entry) skipped(reason provlog.SkipReason) {
	text := provlog.SkippedText(string(l.Kind), l.name, reason)
	if reason == provlog.RedundantExport {
		text = provlog.RedundantText(string(l.Kind), l.name)
	}
	l.Record.Modified = nil
	l.step(provlog.Step{
		Name: provlog.StepSkip, Type: provlog.Export, Status: provlog.Skipped, Description: text,
		Details: provlog.Details{{Name: provlog.DetailSkipReason, Value: string(reason)}},
	})
	l.close(provlog.Skipped)
}

// problem is why an object failed.
type problem struct {
	as      provlog.Action
	code    string
	text    string
	details string // what the endpoint said about it
	advice  string
	ours    bool // not the endpoint's doing: configuration or data
}

// problemOf makes a problem of an exchange that failed.
func problemOf(as provlog.Action, f *scimclient.Failure) problem {
	return problem{as: as, code: f.Code, text: f.Message, details: f.Detail, advice: f.Hint()}
}

// failed closes an entry that could not be provisioned. kept is the escrow that will try again, if any.
func (l *Entry) failed(p problem, kept job.Escrow) {
	x := exports[p.as]
	kind := string(l.Kind)
	l.Record.Action = p.as
	text := p.text
	if !kept.Next.IsZero() {
		text += provlog.RetryStamp(kept.Retries, kept.Next)
	}
	step := provlog.Step{
		Name: x.step, Type: provlog.Export, Status: provlog.Failure,
		Description: provlog.FailedText(x.verb, kind, l.name), Details: l.reportable(),
	}
	if p.as == provlog.ActionOther {
		step.Type = provlog.Matching
	}
	l.step(step)
	category := provlog.CategoryFailure
	if p.ours {
		category = provlog.CategoryNonServiceFailure
	}
	l.Record.StatusInfo.Error = &provlog.ErrorInformation{
		Code: p.code, Reason: text, AdditionalDetails: p.details, Category: category, RecommendedAction: p.advice,
	}
	l.close(provlog.Failure)
}

// unresolved records references to objects that are not in the target.
func (l *Entry) unresolved(ids []string, path mapping.TargetPath, late bool) {
	then := "never, until provisioning is restarted"
	if late {
		then = "once the object is in the target (dial late-references)"
	}
	for _, id := range ids {
		l.step(provlog.Step{
			Name: provlog.StepReference, Type: provlog.ReferenceResolution, Status: provlog.Warning,
			Description: provlog.ReferenceText(id, path.Attr, l.name),
			Details: provlog.Details{
				{Name: "ErrorCode", Value: provlog.CodeUnableToResolveReference},
				{Name: "RetriedWhen", Value: then},
			},
		})
	}
	l.Record.StatusInfo.Error = &provlog.ErrorInformation{
		Code:   provlog.CodeUnableToResolveReference,
		Reason: provlog.ReferenceText(ids[0], path.Attr, l.name), Category: provlog.CategoryNonServiceFailure,
		RecommendedAction: "Bring the referenced object into scope and restart provisioning.",
	}
	if more := len(ids) - 1; more > 0 {
		l.Record.StatusInfo.Error.AdditionalDetails = plural(more, "more reference") + " could not be resolved"
	}
}

// concludeReferences closes the entry of a reference update that did not fail.
func (l *Entry) concludeReferences(wrote bool) {
	missing := l.Record.StatusInfo.Error != nil
	switch {
	case wrote:
		l.exported(provlog.ActionUpdate, l.Record.TargetIdentity.ID)
		if missing {
			l.close(provlog.Warning)
		}
	case missing:
		l.Record.StatusInfo.Error = nil
		l.skipped(provlog.ReferenceNotInTarget)
	default:
		l.skipped(provlog.RedundantExport)
	}
}

func (l *Entry) close(s provlog.Status) {
	l.Record.StatusInfo.Status = s
	l.Record.ActivityDateTime = l.c.now
}

// The skip reasons by the decision they belong to; the names are those of package scope.
const (
	skipRedundant  = provlog.SkipReason(scope.RedundantExport)
	skipImport     = provlog.SkipReason(scope.ImportSkipped)
	skipCreateOff  = provlog.SkipReason(scope.CreateNotEnabled)
	skipUpdateOff  = provlog.SkipReason(scope.UpdateNotEnabled)
	skipDeleteOff  = provlog.SkipReason(scope.DeleteNotEnabled)
	skipUnmapped   = provlog.SkipReason(scope.SoftDeleteNotMapped)
	skipOutOfScope = provlog.SkipReason(scope.OutOfScopeDeletionSkipped)
	skipDisabled   = provlog.SkipReason(scope.AlreadyDisabled)
	skipUnmanaged  = provlog.SkipReason(scope.NotManaged)

	// These two are ours alone.
	skipNeverLinked provlog.SkipReason = "NeverProvisioned" // purged before the job ever linked it
	skipVanished    provlog.SkipReason = "AlreadyGone"      // to be deleted, and the target has no such object
)
