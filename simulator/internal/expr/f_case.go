package expr

import "github.com/entrasim/entrasim/simulator/internal/expr/dotnet"

// ToLower, ToUpper, PCase, NormalizeDiacritics.
func caseFunctions() []*function {
	return []*function{
		fn("ToLower", evalCase(dotnet.Culture.Lower), required("source"), optional("culture")),
		fn("ToUpper", evalCase(dotnet.Culture.Upper), required("source"), optional("culture")),
		fn("PCase", evalPCase, required("source"), optional("wordSeparators")),
		fn("NormalizeDiacritics", evalNormalizeDiacritics, required("source")),
	}
}

func evalCase(change func(dotnet.Culture, string) string) func(*call) (Value, error) {
	return func(c *call) (Value, error) {
		name, _, err := c.single(1)
		if err != nil {
			return Null(), err
		}
		culture, err := dotnet.ParseCulture(name)
		if err != nil {
			return Null(), c.fail("%v", err)
		}
		return c.eachText(func(s string) (string, error) { return change(culture, s), nil })
	}
}

// evalPCase lowers the text first: ToTitleCase alone keeps words in capitals, and the documented sample is one.
func evalPCase(c *call) (Value, error) {
	separators, given, err := c.single(1)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) {
		if given {
			return dotnet.TitleCaseBetween(s, separators), nil
		}
		return dotnet.TitleCase(s, c.ev.ctx.Options.PCaseSplitsApostrophe), nil
	})
}

func evalNormalizeDiacritics(c *call) (Value, error) {
	return c.eachText(func(s string) (string, error) { return normalizeDiacritics(s), nil })
}
