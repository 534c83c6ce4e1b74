package provlog_test

import (
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/simulator/internal/provlog"
)

// TestModifiedProperty: an old value that there was not is null, a new one that there is not is the empty text (§5.3, wire §15
// tests 11 and 12); both read back.
func TestModifiedProperty(t *testing.T) {
	for want, m := range map[string]provlog.ModifiedProperty{
		`{"displayName":"title","oldValue":"Mate","newValue":"Captain"}`: {DisplayName: "title", OldValue: "Mate", NewValue: "Captain"},
		`{"displayName":"title","oldValue":null,"newValue":"Captain"}`:   {DisplayName: "title", NewValue: "Captain"},
		`{"displayName":"members","oldValue":"u-1","newValue":""}`:       {DisplayName: "members", OldValue: "u-1"},
	} {
		got, err := json.Marshal(m)
		if err != nil || string(got) != want {
			t.Errorf("%+v: got %s, %v, want %s", m, got, err, want)
		}
		var again provlog.ModifiedProperty
		if err := json.Unmarshal(got, &again); err != nil || again != m {
			t.Errorf("%s: read back as %+v, %v, want %+v", got, again, err, m)
		}
	}
}
