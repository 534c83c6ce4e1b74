package cli

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/entrasim/entrasim/suites"
	"github.com/entrasim/entrasim/suites/report"
)

// stdout stands for standard output where a file is named.
const stdout = "-"

// output holds the flags that say what becomes of the report.
type output struct {
	json        string
	paths       map[string]*string // by the name of the format
	annotations bool
	baseline    string
}

func (o *output) flags(fs *pflag.FlagSet) {
	o.paths = map[string]*string{"json": &o.json}
	fs.StringVar(&o.json, "json", "", "print the report as one JSON document, or write it to a file: --json=FILE")
	fs.Lookup("json").NoOptDefVal = stdout
	for _, f := range formats[1:] {
		o.paths[f.name] = fs.String(f.name, "", "also write "+f.what+", to this `file`; - prints it in place of the text")
	}
	fs.BoolVar(&o.annotations, "annotations", false, "also print the findings as annotations of GitHub Actions, on stderr")
	fs.StringVar(&o.baseline, "baseline", "", "YAML `file` of failures that are known (entrasim report baseline); what passes again or is overdue fails")
}

// noFile takes no arguments, and knows why there may be one.
func noFile(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see `" + cmd.CommandPath() + " --help`"
	if f := cmd.Flags().Lookup("json"); f != nil && f.Changed {
		hint = "the file of --json stands behind an equals sign: --json=" + args[0]
	}
	return usage(nil, hint, "unexpected argument %q", args[0])
}

// outputs are the files of a run, open until they are written.
type outputs struct {
	baseline report.Baseline
	files    []opened
	printed  *format // what goes to stdout in place of the text
	annotate bool
}

type opened struct {
	format format
	file   *resultFile
}

// open reads the baseline and opens the files. After an error nothing is left open.
func (o *output) open() (_ *outputs, err error) {
	out := &outputs{annotate: o.annotations}
	defer func() {
		if err != nil {
			out.Close()
		}
	}()
	if o.baseline != "" {
		if out.baseline, err = readBaseline(o.baseline); err != nil {
			return nil, err
		}
	}
	taken := map[string]string{}
	for _, f := range formats {
		path := *o.paths[f.name]
		if path == "" {
			continue
		}
		place := filepath.Clean(path)
		if other, twice := taken[place]; twice {
			return nil, usage(nil, "give each its own file", "--%s and --%s both write to %s", other, f.name, path)
		}
		taken[place] = f.name
		if path == stdout {
			out.printed = &f
			continue
		}
		file, err := openResult(path)
		if err != nil {
			return nil, err
		}
		out.files = append(out.files, opened{f, file})
	}
	return out, nil
}

// write judges the report by the baseline, writes the files and prints. A file that fails does not keep the others from being
// written.
func (o *outputs) write(cmd *cobra.Command, rep report.Report, verbose bool) (report.Report, error) {
	if o.baseline != nil {
		rep = o.baseline.Apply(rep, rep.Run.Started)
	}
	var errs []error
	for _, out := range o.files {
		write := out.format.writer(out.file.path)
		errs = append(errs, out.file.write(func(w io.Writer) error { return write(w, rep) }))
	}
	w := cmd.OutOrStdout()
	if o.printed != nil {
		errs = append(errs, o.printed.write(w, rep))
	} else {
		errs = append(errs, report.Console(w, rep, report.ConsoleOptions{Color: colorful(w), Verbose: verbose}))
	}
	if o.annotate {
		errs = append(errs, report.Annotations(cmd.ErrOrStderr(), rep))
	}
	return rep, firstOf(errs)
}

// firstOf is the first error: it has hint and exit code, which joined errors have not.
func firstOf(errs []error) error {
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}
	return nil
}

// Close gives up what was not written.
func (o *outputs) Close() {
	for _, f := range o.files {
		f.file.Close()
	}
}

func readBaseline(path string) (report.Baseline, error) {
	const hint = "a baseline is a list of entries with id, reason and until; `entrasim report baseline` writes one"
	data, err := readInput(path, nil)
	if err != nil {
		return nil, usage(err, hint, "read baseline")
	}
	var ids []string
	for _, c := range slices.Concat(suites.List(), suites.ClientChecks()) {
		ids = append(ids, c.ID)
	}
	b, err := report.ParseBaseline(data, ids)
	if err != nil {
		return nil, usage(err, hint, "read baseline %s", path)
	}
	if b == nil {
		b = report.Baseline{}
	}
	return b, nil
}

// reported are the settings of a run for its report. Tokens are in no flag; what a header, a variable of a container or a URL in
// front of its host may carry is masked.
func reported(fs *pflag.FlagSet) []report.Setting {
	var out []report.Setting
	for name, value := range effective(fs) {
		list, many := value.([]string)
		if !many {
			out = append(out, report.Setting{Name: name, Value: withoutUser(fmt.Sprint(value))})
			continue
		}
		masked := make([]string, len(list))
		for i, element := range list {
			masked[i] = withoutUser(element)
			switch name {
			case "header":
				masked[i] = masking(element, ":", ": ***")
			case "env":
				masked[i] = masking(element, "=", "=***")
			}
		}
		out = append(out, report.Setting{Name: name, Value: strings.Join(masked, ", ")})
	}
	return out
}

// masking puts mask in the place of separator and what follows it.
func masking(text, separator, mask string) string {
	name, _, found := strings.Cut(text, separator)
	if !found {
		return text
	}
	return name + mask
}

func withoutUser(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.User == nil {
		return text
	}
	u.User = url.User("***")
	return u.String()
}
