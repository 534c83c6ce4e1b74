package dotnet_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

func TestUnitsCountLikeDotNet(t *testing.T) {
	u := dotnet.UnitsOf("a😀b")
	if len(u) != 4 || u.Index(dotnet.UnitsOf("b"), 0) != 3 || u.Index(dotnet.UnitsOf("a"), 1) != -1 {
		t.Errorf("a😀b has %d units, b at %d; want 4 and 3", len(u), u.Index(dotnet.UnitsOf("b"), 0))
	}
	if got := u[:2].String(); got != "a\uFFFD" {
		t.Errorf("half a surrogate pair: got %q, want the replacement character", got)
	}
}

func TestTitleCase(t *testing.T) {
	for text, want := range map[string]string{
		"PABLO GONSALVES (SECOND)": "Pablo Gonsalves (Second)", "1st floor": "1St Floor", "o'NEIL": "O'neil",
		"a_b\tc/d+e": "A_B\tC/D+E", "école": "École", "": "",
	} {
		if got := dotnet.TitleCase(text, false); got != want {
			t.Errorf("TitleCase(%q): got %q, want %q", text, got, want)
		}
	}
	if got := dotnet.TitleCase("o'NEIL", true); got != "O'Neil" {
		t.Errorf("TitleCase with split apostrophe: got %q, want O'Neil", got)
	}
}

func TestCultures(t *testing.T) {
	turkish, err := dotnet.ParseCulture("tr-TR")
	if err != nil {
		t.Fatal(err)
	}
	invariant, _ := dotnet.ParseCulture("")
	for _, c := range []struct{ what, got, want string }{
		{"Turkish lower I", turkish.Lower("TITLE"), "tıtle"},
		{"Turkish upper i", turkish.Upper("title"), "TİTLE"},
		{"invariant lower İ", invariant.Lower("İI"), "İi"},
		{"invariant upper ı and ß", invariant.Upper("ıißé"), "ıIßÉ"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, c.got, c.want)
		}
	}
	if _, err := dotnet.ParseCulture("not a culture"); err == nil {
		t.Error("a name that is no culture must be an error")
	}
}
