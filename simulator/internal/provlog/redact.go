package provlog

import (
	"slices"
	"strings"
)

// Redact returns a copy of the record without the given values: a text that is one of them becomes [Redacted], and so
// does each occurrence inside a description or an error text. Exchanges are masked by the client, which knows what it
// sent. Empty values are ignored.
func (r Record) Redact(values ...string) Record {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(values) == 0 {
		return r
	}
	// The longest first: a value may be part of another.
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, v := range values {
		pairs = append(pairs, v, Redacted)
	}
	inside := strings.NewReplacer(pairs...)
	whole := func(s string) string {
		if slices.Contains(values, s) {
			return Redacted
		}
		return s
	}
	r.Modified = slices.Clone(r.Modified)
	for i := range r.Modified {
		r.Modified[i].OldValue = whole(r.Modified[i].OldValue)
		r.Modified[i].NewValue = whole(r.Modified[i].NewValue)
	}
	r.Steps = slices.Clone(r.Steps)
	for i := range r.Steps {
		r.Steps[i].Description = inside.Replace(r.Steps[i].Description)
		r.Steps[i].Details = r.Steps[i].Details.redact(whole)
	}
	r.SourceIdentity.DisplayName = whole(r.SourceIdentity.DisplayName)
	r.SourceIdentity.Details = r.SourceIdentity.Details.redact(whole)
	r.TargetIdentity.DisplayName = whole(r.TargetIdentity.DisplayName)
	r.TargetIdentity.Details = r.TargetIdentity.Details.redact(whole)
	if e := r.StatusInfo.Error; e != nil {
		masked := *e
		masked.Reason = inside.Replace(e.Reason)
		masked.AdditionalDetails = inside.Replace(e.AdditionalDetails)
		r.StatusInfo.Error = &masked
	}
	return r
}

func (d Details) redact(mask func(string) string) Details {
	out := slices.Clone(d)
	for i := range out {
		out[i].Value = mask(out[i].Value)
	}
	return out
}
