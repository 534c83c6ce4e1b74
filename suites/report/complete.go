package report

// Complete returns r with everything that follows from the rest: the summary, the causes, the fingerprint of the target, and
// what repeats each decisive request. Whoever puts a report together or changes its checks calls it last.
func Complete(r Report) Report {
	r.Schema = SchemaVersion
	checks := make([]Check, len(r.Checks))
	for i, c := range r.Checks {
		c.Curl = ""
		if ex, ok := c.DecisiveExchange(); ok && c.Verdict != Pass {
			c.Curl = ex.Curl()
		}
		checks[i] = c
	}
	r.Checks = checks
	r.Summary = Summarize(checks)
	r.Causes = causes(checks)
	r.Fingerprint = fingerprint(r.Discovery)
	return r
}
