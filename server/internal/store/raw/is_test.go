package raw_test

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/store/raw"
)

func TestIsComparesWhatAStringStandsFor(t *testing.T) {
	for text, cases := range map[string]map[string]bool{
		`"emails"`:       {"emails": true, "email": false, "emailsx": false, "": false},
		`""`:             {"": true, "x": false},
		`"\n"`:           {"\n": true, `\n`: false, "n": false},
		`"\u0061b"`:      {"ab": true, `\u0061b`: false},
		`"a\\b"`:         {`a\b`: true, `a\\b`: false},
		`"\ud83d\ude00"`: {"\U0001f600": true},
	} {
		for s, want := range cases {
			if got := raw.Value(text).Is(s); got != want {
				t.Errorf("is %s the string %q: got %v, want %v", text, s, got, want)
			}
		}
	}
}

func TestIsAgreesWithText(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aé\\\"n\n")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		text, err := jsontext.AppendQuote(nil, word.Draw(t, "string"))
		if err != nil {
			t.Fatal(err)
		}
		other := word.Draw(t, "other")
		v := raw.Value(text)
		if got, want := v.Is(other), v.Text() == other; got != want {
			t.Fatalf("is %s the string %q: got %v, want %v", text, other, got, want)
		}
	})
}
