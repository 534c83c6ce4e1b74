package provlog_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// The golden is the log that dashboards and the readable story are fed from: a change needs evidence from engine §8.
var update = flag.Bool("update", false, "rewrite the golden files")

// disabled is the record of engine §8.5.
func disabled() provlog.Record {
	const upn = "dana.lee@example.org"
	return provlog.Record{
		ID: "b7f3a0de-4c2e-4d1c-9d55-0f6f2a9b7c11", ActivityDateTime: time.Date(2026, 1, 20, 11, 41, 7, 0, time.FixedZone("CET", 3600)),
		TenantID: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
		JobID:    "scim.0f1e2d3c4b5a69788796a5b4c3d2e1f0.5b0e6a1c-77d2-4f0b-8a35-91c2d4e6f801",
		CycleID:  "1a6f0c3b-9f0e-4f9a-8b76-3a5d0c7e2b90", ChangeID: "5d2c8e40-07b1-4a53-9c38-6e1f4b0a9d22",
		Action: provlog.ActionDisable, Duration: 412, InitiatedBy: provlog.Service(),
		ServicePrincipal: provlog.ServicePrincipal{ID: "9a0d7c55-2b1e-4e7f-b0a4-5f6c3d2e1a00", DisplayName: "Example SCIM app"},
		SourceSystem:     provlog.System{ID: "66e4a8cc-1b7b-435e-95f8-f06cea133828", DisplayName: provlog.SourceSystem},
		TargetSystem: provlog.System{ID: "09760868-cafb-47ac-9031-0a3262300427", DisplayName: provlog.TargetSystem, Details: provlog.Details{
			{"ApplicationId", "3c1f…"}, {"ServicePrincipalId", "9a0d7c55-…"}, {"ServicePrincipalDisplayName", "Example SCIM app"},
		}},
		SourceIdentity: provlog.Identity{ID: "2f0c1d9e-…", DisplayName: "Dana Lee", IdentityType: provlog.UserType, Details: provlog.Details{{"UserPrincipalName", upn}}},
		TargetIdentity: provlog.Identity{ID: "u-1042", IdentityType: provlog.UserTargetURN},
		StatusInfo:     provlog.StatusInfo{Status: provlog.Success},
		Steps: []provlog.Step{
			{
				Name: provlog.StepImportUpdate, Type: provlog.Import, Status: provlog.Success, Description: provlog.ReceivedText(provlog.UserType, upn, "Update"),
				Details: provlog.Details{{"objectId", "2f0c1d9e-…"}, {"accountEnabled", "True"}, {"IsSoftDeleted", "True"}, {"appRoleAssignments", ""}},
			},
			{
				Name: provlog.StepImport, Type: provlog.Matching, Status: provlog.Success, Description: provlog.RetrievedTargetText(upn),
				Details: provlog.Details{{"id", "u-1042"}, {"active", "True"}, {"userName", upn}},
			},
			{
				Name: provlog.StepScoping, Type: provlog.Scoping, Status: provlog.Success, Description: provlog.ScopingText(provlog.UserType),
				Details: provlog.Details{
					{provlog.DetailActive, "True"},
					{provlog.DetailAssigned, "False"},
					{provlog.DetailRole, "False"},
					{provlog.DetailFilter, "True"},
					{provlog.DetailScopeEvaluationResult, "{}"},
				},
			},
			{
				Name: provlog.StepExportSoftDelete, Type: provlog.Export, Status: provlog.Success, Description: provlog.ExportedText(provlog.UserType, upn, "disabled"),
				Details: provlog.Details{}.With(provlog.DetailReportableIdentifier, upn),
			},
		},
		Modified: []provlog.ModifiedProperty{{"active", "True", "False"}},
	}
}

// sample is engine §8.5 as the reference prints it.
const sample = `{
  "id": "b7f3a0de-4c2e-4d1c-9d55-0f6f2a9b7c11",
  "activityDateTime": "2026-01-20T10:41:07Z",
  "tenantId": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
  "jobId": "scim.0f1e2d3c4b5a69788796a5b4c3d2e1f0.5b0e6a1c-77d2-4f0b-8a35-91c2d4e6f801",
  "cycleId": "1a6f0c3b-9f0e-4f9a-8b76-3a5d0c7e2b90",
  "changeId": "5d2c8e40-07b1-4a53-9c38-6e1f4b0a9d22",
  "provisioningAction": "disable",
  "durationInMilliseconds": 412,
  "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
  "servicePrincipal": {"id": "9a0d7c55-2b1e-4e7f-b0a4-5f6c3d2e1a00", "displayName": "Example SCIM app"},
  "sourceSystem": {"id": "66e4a8cc-1b7b-435e-95f8-f06cea133828", "displayName": "Microsoft Entra ID", "details": {}},
  "targetSystem": {"id": "09760868-cafb-47ac-9031-0a3262300427", "displayName": "customappsso",
    "details": {"ApplicationId": "3c1f…", "ServicePrincipalId": "9a0d7c55-…", "ServicePrincipalDisplayName": "Example SCIM app"}},
  "sourceIdentity": {"id": "2f0c1d9e-…", "displayName": "Dana Lee", "identityType": "User", "details": {"UserPrincipalName": "dana.lee@example.org"}},
  "targetIdentity": {"id": "u-1042", "displayName": "", "identityType": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "details": {}},
  "provisioningStatusInfo": {"status": "success", "errorInformation": null},
  "provisioningSteps": [
    {"name": "EntryImportUpdate", "provisioningStepType": "import", "status": "success",
     "description": "Received User 'dana.lee@example.org' change of type (Update) from Microsoft Entra ID",
     "details": {"objectId": "2f0c1d9e-…", "accountEnabled": "True", "IsSoftDeleted": "True", "appRoleAssignments": ""}},
    {"name": "EntryImport", "provisioningStepType": "matching", "status": "success",
     "description": "Retrieved 'dana.lee@example.org' from customappsso", "details": {"id": "u-1042", "active": "True", "userName": "dana.lee@example.org"}},
    {"name": "EntrySynchronizationScoping", "provisioningStepType": "scoping", "status": "success",
     "description": "Determine if User in scope by evaluating against each scoping filter",
     "details": {"Active in the source system": "True", "Assigned to the application": "False", "User has the required role": "False",
       "Scoping filter evaluation passed": "True", "ScopeEvaluationResult": "{}"}},
    {"name": "EntryExportUpdateSoftDelete", "provisioningStepType": "export", "status": "success",
     "description": "User 'dana.lee@example.org' was disabled in customappsso", "details": {"ReportableIdentifier": "dana.lee@example.org"}}],
  "modifiedProperties": [{"displayName": "active", "oldValue": "True", "newValue": "False"}]
}`

// TestRecordIsTheSample: byte for byte, apart from blanks.
func TestRecordIsTheSample(t *testing.T) {
	want := jsontext.Value(sample)
	if err := want.Compact(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := provlog.NewWriter(&out).Record(disabled()); err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want)+"\n" {
		t.Errorf("record\n got: %swant: %s", out.String(), want)
	}
}

// TestGoldenLog holds a whole log: a record with exchanges, a failure, and the summary.
func TestGoldenLog(t *testing.T) {
	ok := disabled()
	ok.Exchanges = []scimclient.Exchange{{
		Cause: "e-1", Kind: scimclient.KindUpdate, Method: "PATCH", Base: "https://h.example/scim", Target: "/Users/u-1042",
		RequestHeader: []scimclient.Header{{Name: "Authorization", Value: "Bearer ***"}}, RequestBody: `{"schemas":[]}`, Status: 204,
		ResponseHeader: []scimclient.Header{{Name: "ETag", Value: `W/"2"`}}, Started: ok.ActivityDateTime, Duration: 12 * time.Millisecond,
	}}
	failed := disabled()
	failed.Action, failed.Modified, failed.Steps = provlog.ActionCreate, nil, nil
	failed.StatusInfo = provlog.StatusInfo{Status: provlog.Failure, Error: &provlog.ErrorInformation{
		Code: scimclient.CodeServiceIncompatibleFiltering, Reason: "StatusCode: Conflict <taken>" + provlog.RetryStamp(2, time.Date(2026, 3, 2, 7, 43, 56, 650737500, time.UTC)),
		Category: provlog.CategoryNonServiceFailure,
	}}
	var counts provlog.Counts
	counts.Count(ok)
	counts.Count(failed)
	summary := provlog.CycleSummary{
		JobID: ok.JobID, CycleID: ok.CycleID, Number: 2, Kind: provlog.Incremental, Started: ok.ActivityDateTime.UTC(), Finished: ok.ActivityDateTime.UTC(),
		Status: provlog.Warning, Counts: counts, Requests: 3, Writes: 1, Escrows: 1,
	}
	var out bytes.Buffer
	w := provlog.NewWriter(&out)
	if err := errors.Join(w.Record(ok), w.Record(failed), w.Summary(summary)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "log.golden.jsonl")
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(file, out.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("log\n got: %s\nwant: %s", out.Bytes(), want)
	}
	first, _, _ := strings.Cut(out.String(), "\n")
	var again provlog.Record
	if err := json.Unmarshal([]byte(first), &again); err != nil {
		t.Fatalf("read the record back: %v", err)
	}
	ok.ActivityDateTime, ok.Exchanges[0].Started = ok.ActivityDateTime.UTC(), ok.Exchanges[0].Started.UTC()
	ok.SourceSystem.Details, ok.TargetIdentity.Details = again.SourceSystem.Details, again.TargetIdentity.Details // nil and {} are the same
	if !reflect.DeepEqual(again, ok) {
		t.Errorf("read back\n got: %+v\nwant: %+v", again, ok)
	}
}

// TestCounts: each record counts once, by its outcome first.
func TestCounts(t *testing.T) {
	var c provlog.Counts
	for _, r := range []struct {
		action provlog.Action
		status provlog.Status
	}{
		{provlog.ActionCreate, provlog.Success},
		{provlog.ActionUpdate, provlog.Success},
		{provlog.ActionUpdate, provlog.Warning},
		{provlog.ActionDisable, provlog.Success},
		{provlog.ActionDelete, provlog.Success},
		{provlog.ActionStagedDelete, provlog.Success},
		{provlog.ActionOther, provlog.Success},
		{provlog.ActionOther, provlog.Skipped},
		{provlog.ActionCreate, provlog.Failure},
	} {
		c.Count(provlog.Record{Action: r.action, StatusInfo: provlog.StatusInfo{Status: r.status}})
	}
	want := provlog.Counts{Created: 1, Updated: 2, Disabled: 1, Deleted: 1, Staged: 1, Skipped: 1, Failed: 1, Other: 1}
	if c != want || c.Total() != 9 {
		t.Errorf("got %+v, total %d; want %+v, total 9", c, c.Total(), want)
	}
}

// TestSkipReason reads the last step, as dashboards do.
func TestSkipReason(t *testing.T) {
	r := disabled()
	if got := r.SkipReason(); got != "" {
		t.Errorf("a record that was not skipped has reason %q", got)
	}
	r.Steps = append(r.Steps, provlog.Step{Name: provlog.StepSkip, Details: provlog.Details{}.With(provlog.DetailSkipReason, string(provlog.RedundantExport))})
	if got := r.SkipReason(); got != provlog.RedundantExport {
		t.Errorf("got %q, want %q", got, provlog.RedundantExport)
	}
	if got := (provlog.Record{}).SkipReason(); got != "" {
		t.Errorf("a record without steps has reason %q", got)
	}
}
