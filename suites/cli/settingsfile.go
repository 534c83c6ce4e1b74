package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// defaultFile is read when --config names none and it lies in the working directory.
const defaultFile = "entrasim.yaml"

// section is the key below which a file shared with other commands keeps the settings of conform.
const section = "conform"

// settingsFile is the file to read settings from; "" for none.
func settingsFile(flags *pflag.FlagSet) (string, error) {
	if path, _ := flags.GetString("config"); path != "" {
		return path, nil
	}
	if path := os.Getenv(envPrefix + "CONFIG"); path != "" {
		return path, nil
	}
	switch _, err := os.Stat(defaultFile); {
	case err == nil:
		return defaultFile, nil
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	default:
		return "", usage(err, "make it readable, or name another file with --config", "read settings %s", defaultFile)
	}
}

// own takes what is meant for conform out of a file: the keys that stand by themselves, and those below conform. What other
// commands keep below their names is theirs.
func own(values map[string]any) (map[string]any, error) {
	out := map[string]any{}
	put := func(name string, v any) error {
		if _, twice := out[name]; twice {
			return fmt.Errorf("the key %q is there twice", name)
		}
		out[name] = v
		return nil
	}
	for name, v := range values {
		inner, isSection := v.(map[string]any)
		switch {
		case isSection && name == section:
			for key, value := range inner {
				if err := put(key, value); err != nil {
					return nil, err
				}
			}
		case isSection:
		default:
			if err := put(name, v); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// elsewhere tells whether a key is a flag of the command above, which a file for both may hold.
func elsewhere(cmd *cobra.Command, name string) bool {
	return cmd.HasParent() && cmd.Parent().Flags().Lookup(name) != nil
}
