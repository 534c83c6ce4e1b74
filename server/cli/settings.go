package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
)

const envPrefix = "ENTRASIM_"

// notSettings are flags that make no sense in a file or in the environment.
var notSettings = []string{"help", "config", "print-config", "json", "yes", "overwrite"}

func envName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// changed lists the flags given on the command line; file and environment must not overrule those.
func changed(fs *pflag.FlagSet) map[string]bool {
	set := map[string]bool{}
	fs.Visit(func(f *pflag.Flag) { set[f.Name] = true })
	return set
}

// fromEnvironment sets every flag not in given from its variable.
func fromEnvironment(fs *pflag.FlagSet, given map[string]bool) error {
	var errs []error
	fs.VisitAll(func(f *pflag.Flag) {
		value, ok := os.LookupEnv(envName(f.Name))
		if !ok || given[f.Name] || slices.Contains(notSettings, f.Name) {
			return
		}
		if err := fs.Set(f.Name, value); err != nil {
			errs = append(errs, usage(err, "see what --"+f.Name+" takes, or unset the variable", "%s", envName(f.Name)))
		}
	})
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

// fromFile sets every flag not in given from a YAML file of flag names and values.
func fromFile(fs *pflag.FlagSet, given map[string]bool, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return usage(err, "name an existing file with --config", "read configuration")
	}
	var values map[string]any
	if err := yaml.Unmarshal(data, &values); err != nil {
		return usage(errors.New(yaml.FormatError(err, false, false)), "the file holds one flag per line, like: listen: 127.0.0.1:8480", "read configuration %s", path)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f := fs.Lookup(name)
		if f == nil || slices.Contains(notSettings, name) {
			return usage(nil, "the keys are flag names; --print-config shows them all", "configuration %s: unknown key %q", path, name)
		}
		if given[name] {
			continue
		}
		if err := fromValue(fs, f, values[name]); err != nil {
			return usage(err, "see what --"+name+" takes", "configuration %s: key %q", path, name)
		}
	}
	return nil
}

// fromValue sets a flag from a plain value, or a repeatable one from a list of them.
func fromValue(fs *pflag.FlagSet, f *pflag.Flag, v any) error {
	list, repeatable := f.Value.(pflag.SliceValue)
	if many, ok := v.([]any); ok && repeatable {
		var texts []string
		for _, e := range many {
			text, err := plain(e)
			if err != nil {
				return err
			}
			texts = append(texts, text)
		}
		return list.Replace(texts)
	}
	text, err := plain(v)
	if err != nil {
		return err
	}
	return fs.Set(f.Name, text)
}

func plain(v any) (string, error) {
	switch v.(type) {
	case string, bool, int, uint64, int64, float64:
		return fmt.Sprint(v), nil
	}
	return "", errors.New("the value is nested or empty; give a plain one")
}

// shown is the value of a flag as --config takes it, but for the password in the URL of a database.
func shown(f *pflag.Flag) any {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return list.GetSlice()
	}
	return masked(f.Value.String())
}

// printSettings writes the effective values as a file for --config, secrets masked. The only flag that may hold one is --data;
// the admin token is named by its variable.
func printSettings(w io.Writer, fs *pflag.FlagSet) error {
	var out yaml.MapSlice
	fs.VisitAll(func(f *pflag.Flag) {
		if !slices.Contains(notSettings, f.Name) {
			out = append(out, yaml.MapItem{Key: f.Name, Value: shown(f)})
		}
	})
	text, err := yaml.Marshal(out)
	if err != nil {
		return failed(err, "", "print configuration")
	}
	_, err = w.Write(text)
	return err
}
