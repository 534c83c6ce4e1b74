package expr

import (
	"slices"
	"strings"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// FormatDateTime, in the form of four arguments and the older one of three.
func formatFunctions() []*function {
	f := fn("FormatDateTime", evalFormatDateTime,
		required("source"), blank("dateTimeStyles"), blank("inputFormat"), optional("outputFormat"))
	return []*function{f}
}

// dateTimeStyles are the names of .NET's DateTimeStyles. Those that choose between local and universal time change
// nothing here, as both are UTC.
var dateTimeStyles = []string{
	"None", "AllowLeadingWhite", "AllowTrailingWhite", "AllowInnerWhite", "AllowWhiteSpaces", "NoCurrentDateDefault",
	"AdjustToUniversal", "AssumeLocal", "AssumeUniversal", "RoundtripKind",
}

func evalFormatDateTime(c *call) (Value, error) {
	input, output := 2, 3
	if len(c.node.Args) == 3 {
		input, output = 1, 2
	} else if err := c.checkStyles(); err != nil {
		return Null(), err
	}
	in, given, err := c.single(input)
	if err != nil {
		return Null(), err
	}
	out, _, err := c.single(output)
	if err != nil {
		return Null(), err
	}
	return c.eachText(func(s string) (string, error) {
		var t time.Time
		var err error
		if given && in != "" {
			t, err = dotnet.ParseExact(s, in, c.ev.ctx.Now)
		} else {
			t, err = dotnet.ParseDate(s)
		}
		if err != nil {
			return "", c.fail("%s is not a date of the form %q", c.shown(s), in)
		}
		formatted, err := dotnet.FormatDate(t, out)
		if err != nil {
			return "", c.fail("%v", err)
		}
		return formatted, nil
	})
}

func (c *call) checkStyles() error {
	styles, given, err := c.single(1)
	if err != nil || !given || styles == "" {
		return err
	}
	for name := range strings.SplitSeq(styles, ",") {
		if !slices.Contains(dateTimeStyles, strings.TrimSpace(name)) {
			return c.fail("%q is not one of the styles %s", strings.TrimSpace(name), strings.Join(dateTimeStyles, ", "))
		}
	}
	return nil
}
