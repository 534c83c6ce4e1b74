package simulator

import (
	"errors"
)

var errNoDirectory = errors.New("a directory is required")

// ConfigError is a setting with which nothing can be provisioned.
type ConfigError struct {
	Field string // of Config
	Err   error
	hint  string
}

func (e *ConfigError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

// Hint says what to change.
func (e *ConfigError) Hint() string { return e.hint }

// configError takes over the hint of the cause.
func configError(field string, err error) *ConfigError {
	c := &ConfigError{Field: field, Err: err}
	if h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err); ok {
		c.hint = h.Hint()
	}
	return c
}
