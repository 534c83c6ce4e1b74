package cli

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const envPrefix = "ENTRASIM_"

// notSettings are flags that make no sense in a file or in the environment.
var notSettings = []string{"help", "config", "print-config", "json", "list", "verbose", "run", "stale", "search", "dry-run"}

// addSettings adds the flags that every command with settings has.
func addSettings(fs *pflag.FlagSet) {
	fs.String("config", "", "YAML file of flag names and values")
	fs.Bool("print-config", false, "print the effective settings and stop")
}

// settle brings file and environment into the flags that were not given. It reports whether the command is to stop, because
// the settings were to be printed only.
func settle(cmd *cobra.Command) (stop bool, err error) {
	fs := cmd.Flags()
	given := map[string]bool{}
	fs.Visit(func(f *pflag.Flag) { given[f.Name] = true })
	path, err := settingsFile(fs)
	if err != nil {
		return false, err
	}
	if path != "" {
		if err := fromFile(cmd, given, path); err != nil {
			return false, err
		}
	}
	if err := fromEnvironment(fs, given); err != nil {
		return false, err
	}
	if show, _ := fs.GetBool("print-config"); show {
		return true, printSettings(cmd.OutOrStdout(), fs)
	}
	return false, nil
}

func fromEnvironment(fs *pflag.FlagSet, given map[string]bool) error {
	var first error
	fs.VisitAll(func(f *pflag.Flag) {
		name := envPrefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, ok := os.LookupEnv(name)
		if !ok || given[f.Name] || slices.Contains(notSettings, f.Name) {
			return
		}
		if err := set(f, value); err != nil && first == nil {
			first = usage(err, "see what --"+f.Name+" takes, or unset the variable", "environment variable %s", name)
		}
	})
	return first
}

func fromFile(cmd *cobra.Command, given map[string]bool, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return usage(err, "name an existing file with --config", "read settings")
	}
	fs := cmd.Flags()
	var values map[string]any
	if err := yaml.Unmarshal(data, &values); err != nil {
		cause := errors.New(strings.TrimSpace(yaml.FormatError(err, false, false)))
		return usage(cause, "the file holds one flag per line, like: url: https://host/scim/v2", "read settings %s", path)
	}
	if values, err = own(values); err != nil {
		return usage(err, "write it in one place", "settings %s", path)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f := fs.Lookup(name)
		switch {
		case f == nil && elsewhere(cmd, name):
			continue
		case f == nil || slices.Contains(notSettings, name):
			return usage(nil, "the keys are flag names; --print-config shows them", "settings %s: unknown key %q", path, name)
		case given[name]:
			continue
		}
		if err := set(f, values[name]); err != nil {
			return usage(err, "see what --"+name+" takes", "settings %s: key %q", path, name)
		}
	}
	return nil
}

// set gives a flag a value; a list takes the place of a flag that can be repeated.
func set(f *pflag.Flag, value any) error {
	list, many := f.Value.(pflag.SliceValue)
	switch v := value.(type) {
	case []any:
		if !many {
			return fmt.Errorf("--%s takes one value", f.Name)
		}
		texts := make([]string, len(v))
		for i, e := range v {
			texts[i] = fmt.Sprint(e)
		}
		return list.Replace(texts)
	case string, bool, int, int64, uint64, float64:
		if many && f.Value.Type() == "stringArray" { // its elements may hold commas and spaces
			return list.Replace(slices.DeleteFunc(strings.Split(fmt.Sprint(v), "\n"), func(line string) bool { return line == "" }))
		}
		if many {
			return list.Replace(strings.FieldsFunc(fmt.Sprint(v), func(r rune) bool { return r == ',' || unicode.IsSpace(r) }))
		}
		return f.Value.Set(fmt.Sprint(v))
	default:
		return fmt.Errorf("--%s takes a plain value", f.Name)
	}
}

// effective are the settings by name, in alphabetical order: texts, and lists of texts.
func effective(fs *pflag.FlagSet) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		more := true
		fs.VisitAll(func(f *pflag.Flag) {
			if !more || slices.Contains(notSettings, f.Name) {
				return
			}
			var value any = f.Value.String()
			if list, ok := f.Value.(pflag.SliceValue); ok {
				value = list.GetSlice()
			}
			more = yield(f.Name, value)
		})
	}
}

// printSettings writes the effective values as a file for --config. No flag holds a secret: the token is named by its
// variable or its file.
func printSettings(w io.Writer, fs *pflag.FlagSet) error {
	var out yaml.MapSlice
	for name, value := range effective(fs) {
		out = append(out, yaml.MapItem{Key: name, Value: value})
	}
	text, err := yaml.Marshal(out)
	if err != nil {
		return fmt.Errorf("print settings: %w", err)
	}
	_, err = w.Write(text)
	return err
}
