package sqlite_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

func TestKeySetHasWhatWasAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := sqlite.NewKeySet(rapid.IntRange(0, 64).Draw(t, "room"))
		word := rapid.StringOfN(rapid.RuneFrom([]rune("aé\x00")), 0, 3, -1)
		keys := rapid.SliceOf(rapid.Custom(func(t *rapid.T) [3]string {
			return [3]string{word.Draw(t, "organisation"), word.Draw(t, "type"), word.Draw(t, "key")}
		})).Draw(t, "keys")
		for _, k := range keys {
			set.Add(k[0], k[1], k[2])
		}
		for _, k := range keys {
			if !set.Has(k[0], k[1], k[2]) {
				t.Fatalf("%q was added and is not there", k)
			}
		}
	})
}

func TestKeySetSeldomErrsAsLongAsThereIsRoom(t *testing.T) {
	const keys = 16_384
	set := sqlite.NewKeySet(keys)
	full := 0
	for i := range keys {
		if set.Add("acme", "User", fmt.Sprint(i)) {
			full = i
		}
	}
	if full > 0 {
		t.Errorf("a set for %d keys was full at key %d", keys, full)
	}
	wrong := 0
	for i := range keys {
		if set.Has("acme", "User", fmt.Sprint(keys+i)) {
			wrong++
		}
	}
	if wrong > keys/50 {
		t.Errorf("%d of %d keys that were never added are taken for known, want 2 %% at most", wrong, keys)
	}
	for i := keys; i < 2*keys; i++ {
		if set.Add("acme", "User", fmt.Sprint(i)) {
			return
		}
	}
	t.Errorf("a set for %d keys does not say that it is too small for %d", keys, 2*keys)
}

func TestKeySetTellsOrganisationsAndTypesApart(t *testing.T) {
	set := sqlite.NewKeySet(1 << 16)
	set.Add("ab", "c", "d")
	for _, k := range [][3]string{{"a", "bc", "d"}, {"ab", "cd", ""}, {"", "abc", "d"}, {"ab", "c", "D"}} {
		if set.Has(k[0], k[1], k[2]) { // by chance once in ten million runs
			t.Errorf("%q is taken for what was added", k)
		}
	}
}
