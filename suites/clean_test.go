package suites_test

import (
	"testing"

	"github.com/entrasim/entrasim/suites"
)

func TestPartOf(t *testing.T) {
	for _, test := range []struct {
		ledger, run string
		want        bool
	}{
		{"irt7hbrc", "irt7hbrc", true},
		{"irt7hbrcs1", "irt7hbrc", true},
		{"irt7hbrcs12", "irt7hbrc", true},
		{"irt7hbrcs", "irt7hbrc", false},
		{"irt7hbrcsx", "irt7hbrc", false},
		{"irt7hbrcs-1", "irt7hbrc", false},
		{"irt7hbrc2", "irt7hbrc", false},
		{"irt7hbr", "irt7hbrc", false},
	} {
		if got := suites.PartOf(test.ledger, test.run); got != test.want {
			t.Errorf("the ledger %s is part of the run %s: got %t, want %t", test.ledger, test.run, got, test.want)
		}
	}
}
