package provlog

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// The three files of a CSV download (§8.4), joined by the change id. Microsoft publishes the names of the files and not those of
// the columns; these are the properties of the record.
const (
	CSVLogs     = "ProvisioningLogs.csv"
	CSVSteps    = "ProvisioningLogs_ProvisioningSteps.csv"
	CSVModified = "ProvisioningLogs_ModifiedProperties.csv"
)

// CSV writes records as the three files.
type CSV struct{ logs, steps, modified *csv.Writer }

// NewCSV begins the three files with their headings.
func NewCSV(logs, steps, modified io.Writer) (*CSV, error) {
	c := &CSV{csv.NewWriter(logs), csv.NewWriter(steps), csv.NewWriter(modified)}
	for _, f := range []struct {
		w     *csv.Writer
		names string
	}{
		{c.logs, "changeId,id,activityDateTime,tenantId,jobId,cycleId,provisioningAction,status,errorCode,reason,errorCategory,recommendedAction," +
			"durationInMilliseconds,sourceSystem,sourceIdentityType,sourceIdentityId,sourceIdentityDisplayName," +
			"targetSystem,targetIdentityType,targetIdentityId,targetIdentityDisplayName,servicePrincipalId,servicePrincipalDisplayName"},
		{c.steps, "changeId,stepNumber,name,provisioningStepType,status,description,details"},
		{c.modified, "changeId,displayName,oldValue,newValue"},
	} {
		if err := f.w.Write(strings.Split(f.names, ",")); err != nil {
			return nil, fmt.Errorf("write CSV: %w", err)
		}
	}
	return c, nil
}

// Record adds a record to the three files.
func (c *CSV) Record(r Record) error {
	e := ErrorInformation{}
	if r.StatusInfo.Error != nil {
		e = *r.StatusInfo.Error
	}
	row := []string{
		r.ChangeID, r.ID, r.ActivityDateTime.UTC().Format(time.RFC3339Nano), r.TenantID, r.JobID, r.CycleID, string(r.Action),
		string(r.StatusInfo.Status), e.Code, e.Reason, e.Category, e.RecommendedAction, strconv.FormatInt(r.Duration, 10),
		r.SourceSystem.DisplayName, r.SourceIdentity.IdentityType, r.SourceIdentity.ID, r.SourceIdentity.DisplayName,
		r.TargetSystem.DisplayName, r.TargetIdentity.IdentityType, r.TargetIdentity.ID, r.TargetIdentity.DisplayName,
		r.ServicePrincipal.ID, r.ServicePrincipal.DisplayName,
	}
	if err := c.logs.Write(row); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for i, s := range r.Steps {
		var details []string
		for _, d := range s.Details {
			details = append(details, d.Name+"="+d.Value)
		}
		row := []string{
			r.ChangeID, strconv.Itoa(i + 1), string(s.Name), string(s.Type), string(s.Status), s.Description, strings.Join(details, "; "),
		}
		if err := c.steps.Write(row); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	for _, m := range r.Modified {
		if err := c.modified.Write([]string{r.ChangeID, m.DisplayName, m.OldValue, m.NewValue}); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	return nil
}

// Flush writes what is left, and reports the first error.
func (c *CSV) Flush() error {
	for _, w := range []*csv.Writer{c.logs, c.steps, c.modified} {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	return nil
}
