package expr_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
)

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		source     expr.Attributes
		options    expr.Options
		usual      string // with the zero Options
		want       string
	}{
		{"IIFNullIsFalse", `IIF([x] = "a", "1", "2")`, nil, expr.Options{IIFNullIsFalse: true}, `∅`, `"2"`},
		{"CoalesceSkipsEmpty", `Coalesce([a], "b")`, attrs("a", ""), expr.Options{CoalesceSkipsEmpty: true}, `""`, `"b"`},
		{"SplitKeepsBlanks", `Split("a, b", ",")`, nil, expr.Options{SplitKeepsBlanks: true}, `["a", "b"]`, `["a", " b"]`},
		{"PCaseSplitsApostrophe", `PCase("st john's")`, nil, expr.Options{PCaseSplitsApostrophe: true}, `"St John's"`, `"St John'S"`},
		{"SwitchNullOnUnchanged", `Switch(ToLower([IsSoftDeleted]), , "false", "True", "true", [kept])`, attrs("IsSoftDeleted", "True", "kept", "k"), expr.Options{SwitchNullOnUnchanged: true}, `"k"`, `∅`},
	} {
		ctx := context(c.source)
		ctx.Unchanged = func(string) bool { return true }
		if got := mustEvaluate(t, c.text, ctx); got.String() != c.usual {
			t.Errorf("%s, option off: %s gives %s, want %s", c.name, c.text, got, c.usual)
		}
		ctx.Options = c.options
		if got := mustEvaluate(t, c.text, ctx); got.String() != c.want {
			t.Errorf("%s, option on: %s gives %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

func TestDefaultDomain(t *testing.T) {
	ctx := context(nil)
	ctx.DefaultDomain = "contoso.com"
	if got := mustEvaluate(t, `Join("@", "a", DefaultDomain())`, ctx); got.String() != `"a@contoso.com"` {
		t.Errorf("DefaultDomain: got %s", got)
	}
	if _, err := evaluate(t, `DefaultDomain()`, context(nil)); err == nil {
		t.Error("DefaultDomain without a domain must fail")
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"displayName", "givenName", "mail", "surname"}
	for name, want := range map[string]string{"givenname": "givenName", "displyName": "displayName", "mial": "mail", "zzz": "", "sirname": "surname"} {
		if got := expr.Suggest(name, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}
