package scimclient

// Redacted is what logs show in place of a value that passed through the Redact function of a mapping (engine §5.6).
// The value itself flows to the target unchanged.
const Redacted = "[Redact]"

// redacted lists the values that must not be kept.
func (r Request) redacted() []string {
	var out []string
	if r.Redacted {
		out = append(out, r.Value)
	}
	for _, a := range r.Create {
		if a.Redacted {
			out = append(out, a.Values...)
		}
	}
	for _, c := range r.Changes {
		if c.Redacted {
			out = append(out, c.Values...)
		}
	}
	return out
}
