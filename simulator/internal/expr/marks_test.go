package expr_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func evaluate(t *testing.T, text string, ctx expr.Context) (expr.Value, error) {
	t.Helper()
	e, err := expr.Parse(text)
	if err != nil {
		t.Fatalf("parse %s: %v", text, err)
	}
	return e.Eval(ctx)
}

func mustEvaluate(t *testing.T, text string, ctx expr.Context) expr.Value {
	t.Helper()
	v, err := evaluate(t, text, ctx)
	if err != nil {
		t.Fatalf("evaluate %s: %v", text, err)
	}
	return v
}

func TestIgnoreFlow(t *testing.T) {
	const prefix = `IgnoreFlowIfNullOrEmpty(Switch([prefix], "", "3443", "Dr.", "3444", "Prof.", "3445", "Prof. Dr."))`
	for _, c := range []struct {
		text    string
		source  expr.Attributes
		ignored bool
	}{
		{`IgnoreFlowIfNullOrEmpty([department])`, nil, true},
		{`IgnoreFlowIfNullOrEmpty([department])`, attrs("department", ""), true},
		{`IgnoreFlowIfNullOrEmpty([department])`, attrs("department", "Sales"), false},
		{prefix, attrs("prefix", "9"), true},
		{prefix, attrs("prefix", "3444"), false},
		{`IIF([a] = "x", IgnoreAttributeFlow, "y")`, attrs("a", "x"), true},
		{`IIF([a] = "x", IgnoreAttributeFlow, "y")`, attrs("a", "z"), false},
	} {
		if v := mustEvaluate(t, c.text, context(c.source)); v.Ignored() != c.ignored {
			t.Errorf("%s with %v: ignored %t, want %t", c.text, c.source, v.Ignored(), c.ignored)
		}
	}
	if _, err := evaluate(t, `IIF("a" = "a", IgnoreObjectFlow, "y")`, context(nil)); err == nil || !strings.Contains(err.Error(), "HR provisioning") {
		t.Errorf("IgnoreObjectFlow: got error %v, want one that says it is for HR provisioning", err)
	}
}

func TestRedact(t *testing.T) {
	ctx := context(attrs("userPrincipalName", "a@x"))
	var traced []string
	ctx.Trace = func(s expr.Step) { traced = append(traced, s.Text+" = "+s.Value.String()) }
	v := mustEvaluate(t, `Append(Redact([userPrincipalName]), "!")`, ctx)
	if got := v.Strings(); len(got) != 1 || got[0] != "a@x!" {
		t.Errorf("a redacted value flows as it is: got %v, want a@x!", got)
	}
	if !v.IsRedacted() || v.String() != expr.Redacted {
		t.Errorf("a value made of a redacted one is redacted: got %s", v)
	}
	if all := strings.Join(traced, "; "); strings.Contains(all, "a@x") {
		t.Errorf("the trace gives a redacted value away: %s", all)
	}
	if _, err := evaluate(t, `CDate(Redact([userPrincipalName]))`, ctx); err == nil || strings.Contains(err.Error(), "a@x") {
		t.Errorf("an error gives a redacted value away, or there is none: %v", err)
	}
}

// TestSelectUniqueValue: the function gives all the values that the target is to be asked about, in order.
func TestSelectUniqueValue(t *testing.T) {
	const rules = `SelectUniqueValue(Join("", Left([givenName], 1), [surname]), Join("", Left([givenName], 2), [surname]), [mailNickname], Append([surname], "1"))`
	v := mustEvaluate(t, rules, context(attrs("givenName", "J", "surname", "Doe")))
	if got := strings.Join(v.Choices(), " "); got != "JDoe Doe1" || v.String() != `"JDoe"` {
		t.Errorf("got %q and the value %s, want JDoe and Doe1 without repetition, and the first as the value", got, v)
	}
	if v := mustEvaluate(t, `SelectUniqueValue([a], [b])`, context(nil)); !v.IsNull() || v.Choices() != nil {
		t.Errorf("no rule has a value: got %s, want ∅", v)
	}
}

func TestTrace(t *testing.T) {
	ctx := context(attrs("a", "X"))
	var got []string
	ctx.Trace = func(s expr.Step) { got = append(got, strings.Repeat(" ", s.Depth)+s.Text+" = "+s.Value.String()) }
	mustEvaluate(t, `IIF([a] = "X", ToLower([a]), "no")`, ctx)
	want := []string{
		`  [a] = "X"`, `  "X" = "X"`, ` [a] = "X" = "True"`, `  [a] = "X"`, ` ToLower([a]) = "x"`,
		`IIF([a] = "X", ToLower([a]), "no") = "x"`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("trace, inner steps first and only the branch taken:\ngot\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestGuid(t *testing.T) {
	ctx := context(nil)
	form := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	first, second := mustEvaluate(t, `Guid()`, ctx).Strings()[0], mustEvaluate(t, `Guid()`, ctx).Strings()[0]
	if !form.MatchString(first) || first == second {
		t.Errorf("two calls give different GUIDs of the form %s: got %s and %s", form, first, second)
	}
	if again := mustEvaluate(t, `Guid()`, context(nil)).Strings()[0]; again != first {
		t.Errorf("the same seed gives the same GUID: got %s, then %s", first, again)
	}
	if _, err := evaluate(t, `Guid()`, expr.Context{}); err == nil {
		t.Error("Guid without a source of randomness must fail")
	}
}

func TestRandomString(t *testing.T) {
	count := func(s, class string) int { return len(regexp.MustCompile(class).FindAllString(s, -1)) }
	s := mustEvaluate(t, `RandomString(6,3,0,0,3)`, context(nil)).Strings()[0]
	if len(s) != 6 || count(s, `[0-9]`) != 3 || count(s, `[a-z]`) != 3 {
		t.Errorf("RandomString(6,3,0,0,3): got %q, want 3 digits and 3 lower-case letters", s)
	}
	s = mustEvaluate(t, `RandomString(256,2,2,2,1,"?,")`, context(nil)).Strings()[0]
	if len(s) != 256 || strings.ContainsAny(s, "?,") || count(s, `[0-9]`) < 2 || count(s, `[A-Z]`) < 2 || count(s, `[a-z]`) < 1 || count(s, `[^0-9A-Za-z]`) < 2 {
		t.Errorf("RandomString(256,2,2,2,1,\"?,\"): got %q", s)
	}
	s = mustEvaluate(t, `RandomString(10,2,2,2,1,"?,")`, context(nil)).Strings()[0]
	if len(s) != 10 || strings.ContainsAny(s, "?,") || count(s, `[0-9]`) < 2 || count(s, `[A-Z]`) < 2 || count(s, `[a-z]`) < 1 || count(s, `[^0-9A-Za-z]`) < 2 {
		t.Errorf("RandomString(10,2,2,2,1,\"?,\"): got %q", s)
	}
	for _, text := range []string{`RandomString(3,2,2,0,0)`, `RandomString(257,0,0,0,0)`, `RandomString(2,2,0,0,0,"0123456789")`} {
		if v, err := evaluate(t, text, context(nil)); err == nil {
			t.Errorf("%s: got %s, want an error", text, v)
		}
	}
}

func TestErrorsNameFunctionAndPlace(t *testing.T) {
	_, err := evaluate(t, "Join(\" \",\n Item([a], 5))", context(nil))
	var at *expr.EvalError
	if !errors.As(err, &at) || at.Function != "Item" || at.Pos.Line != 2 || at.Pos.Column != 2 {
		t.Errorf("got %v, want an *EvalError of Item at line 2, column 2", err)
	}
	if _, err := (expr.Expr{}).Eval(context(nil)); err == nil {
		t.Error("the zero expression must not evaluate")
	}
}
