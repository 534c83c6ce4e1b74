package awkward

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// The tags of two versions are different, and lead back to them.
func TestTagsAreABijection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dice(rapid.Uint64().Draw(t, "seed"))
		x := rapid.Uint64().Draw(t, "x")
		if unmix(mix(x)) != x {
			t.Fatalf("unmix(mix(%d)) = %d", x, unmix(mix(x)))
		}
		v := rapid.Int64Range(1, 1<<62).Draw(t, "version")
		number, _ := json.Marshal(v)
		tag := d.obscure(`W/"` + string(number) + `"`)
		if got := d.revealAll(tag); got != `W/"`+string(number)+`"` {
			t.Fatalf("version %d became %s and then %s", v, tag, got)
		}
	})
	for _, other := range []string{"", "*", `"7"`, `W/"seven"`, `W/"`, `W/"-1"`} {
		if got := dice(1).obscure(other); got != other {
			t.Errorf("%q is no tag of ours, became %q", other, got)
		}
	}
}

// FuzzJSON: what can be read is written, in every style, as the same value.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":null}],"\u00e9/":"\\/\ud83d\ude00é😀"}`, `[]`, `"\""`, `{"a":1,"a":2}`, `-0.5e+7`, `{`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n := parse(data)
		if n == nil {
			return
		}
		plain := style{}.write(nil, n, 0)
		var want any
		if err := json.Unmarshal(plain, &want); err != nil {
			t.Skip() // a number out of range
		}
		for i, s := range styles {
			text := s.write(nil, n, 0)
			var got any
			if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("style %d wrote %q: %v (%v), want %v", i, text, got, err, want)
			}
		}
	})
}
