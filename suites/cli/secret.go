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
	value           string // once it was read: a pipe, as a shell makes it of <(…), can be read once only
}

// secretFile is the flag that names a secret's file; by it all secrets of a command can be found.
type secretFile secret

func (f *secretFile) String() string        { return f.file }
func (f *secretFile) Set(path string) error { f.file = path; return nil }
func (f *secretFile) Type() string          { return "string" }

// secretsOf are the secrets that a command's flags lead to.
func secretsOf(fs *pflag.FlagSet) []*secret {
	var out []*secret
	fs.VisitAll(func(f *pflag.Flag) {
		if file, ok := f.Value.(*secretFile); ok {
			out = append(out, (*secret)(file))
		}
	})
	return out
}

func (s *secret) flags(fs *pflag.FlagSet) {
	fs.StringVar(&s.env, s.flag+"-env", s.env, "environment variable that holds the "+s.what)
	fs.Var((*secretFile)(s), s.flag+"-file", "file that holds the "+s.what)
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
func (s *secret) optional() (value string, err error) {
	if s.value != "" {
		return s.value, nil
	}
	if s.file != "" {
		s.value, err = s.fromFile()
		return s.value, err
	}
	s.value = strings.TrimSpace(os.Getenv(s.env))
	return s.value, nil
}

func (s *secret) fromFile() (string, error) {
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
