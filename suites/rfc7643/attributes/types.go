package attributes

import (
	"encoding/base64"
	"regexp"
	"strings"
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func types() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CHR-002", Title: "Booleans are true and false",
			Level: harness.Must, Ref: "7643 §2.3.2", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of type boolean are JSON true or false in every answer, never strings or numbers.",
			Advice:      `Coerce what clients send ("True") when you store it and write booleans without quotes.`,
		}, booleans),

		harness.RFC(harness.Declaration{
			ID: "CHR-003", Title: "Integers have no fraction or exponent, decimals are numbers",
			Level: harness.Must, Ref: "7643 §2.3.3–4", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Integers have neither fraction nor exponent, decimals are JSON numbers.",
			Advice:      "Write 100, not 100.0, 1e2 or \"100\": clients with strict types refuse the whole answer.",
		}, numbers),

		harness.RFC(harness.Declaration{
			ID: "CHR-004", Title: "Times are xsd:dateTime with an offset",
			Level: harness.Must, Ref: "7643 §2.3.5", Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of type dateTime are valid xsd:dateTime text with date, time and an offset or Z.",
			Advice:      "Write times like 2026-03-02T09:30:00Z; without Z or offset every client reads another moment.",
		}, times),

		harness.RFC(harness.Declaration{
			ID: "CHR-005", Title: "Binary values are base64",
			Level: harness.Must, Ref: "7643 §2.3.6", Gate: harness.GateBinary, Effect: harness.EffectWrite, Needs: needUser,
			Requirement: "Attributes of type binary are base64 as RFC 4648 has it, padding included.",
			Advice:      "Encode with the standard alphabet and padding, on one line.",
		}, binaries),
	}
}

func kind(a harness.Attribute) string { return strings.ToLower(a.Type) }

func booleans(t *harness.T) {
	look(t, func(v harness.Value) (fault, allowed string) {
		if kind(v.Attribute) != "boolean" || v.Attribute.MultiValued {
			return "", ""
		}
		if _, ok := v.Raw.(bool); !ok {
			return "is not a boolean", "true or false"
		}
		return "", ""
	})
}

var wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)

// numbers looks at what every target has (the counts of a list, the limits in the configuration) and at the attributes that
// it declares with such types.
func numbers(t *harness.T) {
	p := shared.Get(t)
	list := t.Get("/Users", harness.Param{Name: "startIndex", Value: "1"}, harness.Param{Name: "count", Value: "1"})
	for _, name := range []string{"totalResults", "startIndex", "itemsPerPage"} {
		if v, ok := harness.Member(list.Exact(), name).(harness.Number); ok { // other types are LST-001's business
			wantInteger(list, name, v)
		}
	}
	config := t.Get("/ServiceProviderConfig")
	for _, at := range [][]string{{"filter", "maxResults"}, {"bulk", "maxOperations"}, {"bulk", "maxPayloadSize"}} {
		if v, ok := harness.Member(config.Exact(), at...).(harness.Number); ok { // other types are DSC-003's business
			wantInteger(config, strings.Join(at, "."), v)
		}
	}
	read := t.Get(p.user.Path)
	for _, v := range t.Values(t.UserType(), read.Exact()) {
		switch _, isNumber := v.Raw.(harness.Number); {
		case v.Attribute.MultiValued:
		case kind(v.Attribute) == "integer":
			wantInteger(read, v.Path, v.Raw)
		case kind(v.Attribute) == "decimal" && !isNumber:
			read.Fail(v.Path+" is not a number", harness.Show(v.Raw), "a JSON number")
		}
	}
}

func wantInteger(answer *harness.Answer, name string, v any) {
	if number, ok := v.(harness.Number); !ok || !wholeNumber.MatchString(string(number)) {
		answer.Fail(name+" is not an integer", harness.Show(v), "digits without fraction, exponent and quotes")
	}
}

// dateTime is the lexical form of XML Schema, part 2, §3.2.7.
var dateTime = regexp.MustCompile(`^-?([0-9]{4,})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$`)

func times(t *harness.T) {
	bare := ""
	look(t, func(v harness.Value) (fault, allowed string) {
		if kind(v.Attribute) != "datetime" || v.Attribute.MultiValued {
			return "", ""
		}
		text, _ := v.Raw.(string)
		parts := dateTime.FindStringSubmatch(text)
		if parts == nil {
			return "is not an xsd:dateTime", "text such as 2026-03-02T09:30:00Z"
		}
		if parts[8] == "" {
			bare, text = v.Path+" "+text, text+"Z"
		}
		// 24:00:00 is the first moment of the next day in XML Schema and nothing to Go.
		if _, err := time.Parse(time.RFC3339, strings.Replace(text, "T24:00:00", "T00:00:00", 1)); err != nil {
			return "is not a moment that exists", "text such as 2026-03-02T09:30:00Z"
		}
		return "", ""
	})
	if bare != "" {
		t.Deviation("a time has no offset, so nobody knows which moment it is: %s", bare)
	}
}

func binaries(t *harness.T) {
	found := false
	unpadded := ""
	look(t, func(v harness.Value) (fault, allowed string) {
		if kind(v.Attribute) != "binary" || v.Attribute.MultiValued {
			return "", ""
		}
		found = true
		text, _ := v.Raw.(string)
		if len(text)%4 != 0 {
			unpadded = v.Path
		}
		bare := strings.TrimRight(text, "=")
		_, plain := base64.RawStdEncoding.DecodeString(bare)
		_, forURLs := base64.RawURLEncoding.DecodeString(bare)
		if text == "" || plain != nil && forURLs != nil || strings.ContainsAny(text, "\r\n") {
			return "is not base64", "base64 by RFC 4648 §4"
		}
		return "", ""
	})
	if !found {
		t.SkipBecause("no value of type binary is stored, which CRE-004 and DSC-027 are about")
	}
	if unpadded != "" {
		t.Tolerate("%s comes without padding: RFC 7643 §2.3.6 lets it be left out, many decoders do not", unpadded)
	}
}
