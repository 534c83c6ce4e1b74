package suites

// Planned is a check as a run would have it.
type Planned struct {
	CheckInfo
	// Closed says why the check would not run whatever the target announces: a gate that the options leave closed. "" when it
	// would.
	Closed string
}

// Plan says what Run would do with these options, which are held to the same rules, without sending anything.
func Plan(opts Options) ([]Planned, error) {
	specs, cfg, err := opts.withDefaults().plan()
	if err != nil {
		return nil, err
	}
	var out []Planned
	for _, s := range specs {
		p := Planned{CheckInfo: infoOf(s)}
		if open, reason := cfg.Allowed(s.Gate); !open {
			p.Closed = reason
		}
		out = append(out, p)
	}
	return out, nil
}
