package simulator_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator"
)

func TestEvaluate(t *testing.T) {
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(yard))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		expression, ref string
		want            string
		steps           []string // "text = value", without constants
	}{
		"an attribute": {"[displayName]", "ada@yard.example", `"Ada"`, []string{`[displayName] = "Ada"`}},
		"nested": {`Join("-", ToUpper([displayName]), "x")`, "ada@yard.example", `"ADA-x"`, []string{
			`[displayName] = "Ada"`, `ToUpper([displayName]) = "ADA"`, `Join("-", ToUpper([displayName]), "x") = "ADA-x"`,
		}},
		"no value":              {"[jobTitle]", "ada@yard.example", "∅", []string{"[jobTitle] = ∅"}},
		"assigned":              {"Not([IsSoftDeleted])", "ada@yard.example", `"True"`, []string{`[IsSoftDeleted] = "False"`, `Not([IsSoftDeleted]) = "True"`}},
		"not assigned":          {"Not([IsSoftDeleted])", "out@yard.example", `"False"`, []string{`[IsSoftDeleted] = "True"`, `Not([IsSoftDeleted]) = "False"`}},
		"of a group":            {"[displayName]", "Crew", `"Crew"`, []string{`[displayName] = "Crew"`}},
		"without an object":     {`ToLower("ÅNGSTRÖM")`, "", `"ångström"`, []string{`ToLower("ÅNGSTRÖM") = "ångström"`}},
		"left out of an export": {"IgnoreFlowIfNullOrEmpty([jobTitle])", "ada@yard.example", "(not exported)", []string{"[jobTitle] = ∅", "IgnoreFlowIfNullOrEmpty([jobTitle]) = (not exported)"}},
		"redacted":              {`Redact([displayName])`, "ada@yard.example", "[Redact]", []string{"[displayName] = [Redact]", "Redact([displayName]) = [Redact]"}},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := simulator.Evaluate(dir, tt.expression, tt.ref)
			if err != nil || v.Text != tt.want {
				t.Fatalf("value: got %s, %v, want %s", v.Text, err, tt.want)
			}
			var steps []string
			for _, s := range v.Steps {
				if !strings.HasPrefix(s.Text, `"`) {
					steps = append(steps, s.Text+" = "+s.Value)
				}
			}
			if !slices.Equal(steps, tt.steps) {
				t.Errorf("steps: got %q, want %q", steps, tt.steps)
			}
			if v.Redacted && v.Value != nil {
				t.Errorf("a redacted value is given away: %q", v.Value)
			}
		})
	}
}

func TestEvaluateErrors(t *testing.T) {
	dir, err := simulator.ParseDirectory("yard.yaml", []byte(yard))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		expression, ref string
		column, steps   int
		want, hint      string
	}{
		"syntax":               {`Join(" ", [a]`, "", 1, 0, "", ""},
		"unknown function":     {`Jon(" ", "a")`, "", 1, 0, "Jon", "Join"},
		"unknown attribute":    {`ToLower([displayNme])`, "ada@yard.example", 9, 0, "displayNme", "displayName"},
		"unknown user":         {`[displayName]`, "nobody@yard.example", 0, 0, "nobody", "userPrincipalName"},
		"no value for an user": {`Mid([displayName], "x", 1)`, "ada@yard.example", 1, 2, "whole number", ""},
	} {
		v, err := simulator.Evaluate(dir, tt.expression, tt.ref)
		var bad *simulator.ExpressionError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), tt.want) || bad.Hint() == "" || !strings.Contains(bad.Hint(), tt.hint) {
			t.Errorf("%s: got %v, want an ExpressionError that says %q and hints at %q", name, err, tt.want, tt.hint)
			continue
		}
		if tt.column > 0 && bad.Column == 0 || len(v.Steps) != tt.steps {
			t.Errorf("%s: got column %d and %d steps, want a column like %d and %d steps", name, bad.Column, len(v.Steps), tt.column, tt.steps)
		}
	}
}
