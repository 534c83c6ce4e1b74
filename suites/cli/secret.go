package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// secret is a value that comes from the environment or from a file and never becomes part of an error, a report or a flag.
type secret struct {
	flag, env, what string // --flag-env and --flag-file; the variable by default; what it is
	file            string
}

func (s *secret) flags(fs *pflag.FlagSet) {
	fs.StringVar(&s.env, s.flag+"-env", s.env, "environment variable that holds the "+s.what)
	fs.StringVar(&s.file, s.flag+"-file", "", "file that holds the "+s.what)
}

// read returns the secret; that there is none is an error.
func (s *secret) read() (string, error) {
	value, err := s.optional()
	if err == nil && value == "" {
		return "", usage(nil, fmt.Sprintf("set it (export %s=…), name another variable with --%s-env, or use --%s-file", s.env, s.flag, s.flag),
			"no %s: the environment variable %s is not set", s.what, s.env)
	}
	return value, err
}

// optional returns the secret, "" when neither a file is named nor the variable set.
func (s *secret) optional() (string, error) {
	if s.file == "" {
		return strings.TrimSpace(os.Getenv(s.env)), nil
	}
	data, err := os.ReadFile(s.file)
	if err != nil {
		return "", usage(err, fmt.Sprintf("name a file that holds the %s and nothing else with --%s-file", s.what, s.flag), "read %s", s.what)
	}
	value := strings.TrimSpace(string(data))
	if value == "" {
		return "", usage(nil, "write into it what the endpoint issued", "the file %s with the %s is empty", s.file, s.what)
	}
	return value, nil
}

// args are the flags that lead to the secret again.
func (s *secret) args() []string {
	if s.file != "" {
		return []string{"--" + s.flag + "-file", s.file}
	}
	return []string{"--" + s.flag + "-env", s.env}
}
