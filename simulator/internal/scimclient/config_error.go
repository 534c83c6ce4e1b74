package scimclient

import (
	"fmt"
	"strings"
)

// ConfigError is a setting that no request could be sent with.
type ConfigError struct {
	Field   string // "tenant URL" or "secret token"
	Problem string
	Remedy  string
}

func (e *ConfigError) Error() string { return e.Field + ": " + e.Problem }

// Hint says what to change.
func (e *ConfigError) Hint() string { return e.Remedy }

// checkToken refuses what would end in a broken header line. The token itself is never part of the error.
func checkToken(token string) error {
	fail := func(problem, remedy string) error {
		return &ConfigError{Field: "secret token", Problem: problem, Remedy: remedy}
	}
	if token == "" {
		return fail("it is empty", "pass the token that the service provider issued")
	}
	if word, _, ok := strings.Cut(token, " "); ok && strings.EqualFold(word, "Bearer") {
		return fail(`it begins with the word "Bearer"`, "pass the bare token: Entra adds the word itself")
	}
	for i := range len(token) {
		if token[i] <= ' ' || token[i] > '~' {
			return fail(fmt.Sprintf("character %d is a blank, a line break or not ASCII", i+1), "copy the token again, as one line")
		}
	}
	return nil
}
