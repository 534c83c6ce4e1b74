package cli

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/simulator"
)

// logs holds the flags of the command of that name.
type logs struct {
	filter              simulator.LogFilter
	since, until, cycle string
	csv                 string
	asJSON, verbose     bool
}

func newLogs() *cobra.Command {
	var l logs
	cmd := &cobra.Command{
		Use:   "logs FILE",
		Short: "Look through a provisioning log, and export it",
		Long: `Look through a provisioning log that "entrasim provision --log FILE" wrote. Filters add up. Times are written like 2026-01-05,
2026-01-05T08:40 or 2026-01-05T08:40:00Z, in UTC; a duration like 2h counts back from the newest record.

--csv DIR writes the three files of the portal's download, joined by the change id.`,
		Example: `  entrasim logs log.jsonl --status failure --since 24h
  entrasim logs log.jsonl --user ada --verbose
  entrasim logs log.jsonl --csv export`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return l.run(cmd, args[0]) },
	}
	fs := cmd.Flags()
	fs.StringVar(&l.filter.Status, "status", "", "success, failure, skipped or warning")
	fs.StringVar(&l.filter.Action, "action", "", "create, update, delete, stageddelete, disable or other")
	fs.StringVar(&l.filter.Object, "user", "", "user or group: part of the name, or the id in source or target")
	fs.StringVar(&l.filter.Kind, "kind", "", "user or group")
	fs.StringVar(&l.filter.Code, "code", "", "error code or skip reason")
	fs.StringVar(&l.filter.Modified, "modified", "", "target attribute that was changed")
	fs.StringVar(&l.filter.ID, "id", "", "id of the record or of the change, as the CSV files have it")
	fs.StringVar(&l.cycle, "cycle", "", "number or id of the cycle")
	fs.StringVar(&l.since, "since", "", "from this time on")
	fs.StringVar(&l.until, "until", "", "before this time")
	fs.StringVar(&l.csv, "csv", "", "folder for the three files of a CSV download")
	fs.BoolVar(&l.asJSON, "json", false, "print the records as a JSON list")
	fs.BoolVar(&l.verbose, "verbose", false, "show steps, changes, requests and answers")
	return cmd
}

func (l *logs) run(cmd *cobra.Command, path string) error {
	if l.csv != "" && l.asJSON {
		return usage(nil, "choose one of them", "--csv and --json exclude each other")
	}
	if err := l.check(); err != nil {
		return err
	}
	if err := l.bounds(path); err != nil {
		return err
	}
	v := newVoice(cmd, l.verbose)
	take, finish, err := l.output(cmd, v)
	if err != nil {
		return err
	}
	n := 0
	cut, err := readLog(path, l.filter, func(r simulator.Record) error {
		n++
		return take(r)
	})
	if err := errors.Join(err, finish()); err != nil {
		return err
	}
	for _, line := range cut {
		v.note(fmt.Sprintf("line %d is cut off and left out: a simulator was killed while it wrote it", line))
	}
	v.note(plural(n, "record"))
	return nil
}

// output says what becomes of each record, and how it ends.
func (l *logs) output(cmd *cobra.Command, v *voice) (take func(simulator.Record) error, finish func() error, err error) {
	switch {
	case l.csv != "":
		return csvFiles(l.csv)
	case l.asJSON:
		enc := jsontext.NewEncoder(cmd.OutOrStdout(), jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true))
		if err := enc.WriteToken(jsontext.BeginArray); err != nil {
			return nil, nil, fmt.Errorf("write JSON: %w", err)
		}
		return func(r simulator.Record) error { return json.MarshalEncode(enc, r) },
			func() error { return enc.WriteToken(jsontext.EndArray) }, nil
	default:
		return func(r simulator.Record) error { v.logged(r); return nil }, func() error { return nil }, nil
	}
}

// logged shows a record.
func (v *voice) logged(r simulator.Record) {
	l := lineOf(r)
	v.say("%s  %s %s", r.ActivityDateTime.Format(stamp), v.paint(fmt.Sprintf("%-9s", l.what), l.style), l.text)
	if !v.verbose {
		return
	}
	for _, s := range r.Steps {
		v.say("      %-7s %s", s.Status, s.Description)
	}
	if e := r.StatusInfo.Error; e != nil && e.RecommendedAction != "" {
		v.say("      hint: %s", e.RecommendedAction)
	}
	for _, x := range r.Exchanges {
		v.exchange(x)
	}
}
