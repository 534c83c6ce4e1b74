package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/store"
)

func TestCheckNamesTheFieldAndTheRemedy(t *testing.T) {
	late := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		err  error
		want []string
	}{
		"organisation id":    {store.Organisation{ID: "Ä"}.Check(), []string{"id", `"Ä"`, "a-z"}},
		"organisation roles": {store.Organisation{ID: "a", Roles: []string{"x", "x"}}.Check(), []string{"roles", `"x"`, "once"}},
		"provider id":        {store.Provider{}.Check(), []string{"id", "must be set"}},
		"token expires":      {store.Token{ID: "t", Expires: late}.Check(), []string{"expires", "9999", "1678 to 2261"}},
		"record type":        {(&store.Record{ID: "x"}).Check(), []string{"type"}},
		"record modified":    {(&store.Record{ID: "x", Type: "User", Modified: late}).Check(), []string{"modified", "9999"}},
	} {
		if tt.err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(tt.err.Error(), want) {
				t.Errorf("%s: error %q does not say %q", name, tt.err, want)
			}
		}
	}
	good := []error{
		store.Organisation{ID: "a-1", Roles: []string{"x", "y"}}.Check(),
		store.Provider{ID: "p"}.Check(),
		store.Token{ID: "t", Created: time.Unix(0, 0)}.Check(),
		(&store.Record{ID: "x", Type: "User"}).Check(),
	}
	for i, err := range good {
		if err != nil {
			t.Errorf("good value %d: %v", i, err)
		}
	}
}
