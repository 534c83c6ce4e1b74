package engine_test

import (
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/expr"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// TestSelectUniqueValue: the target is asked about one value after the other, and the first that nobody has is sent; two users of
// the same cycle do not get the same one, and one for whom nothing is left is tried again later (§5.6).
func TestSelectUniqueValue(t *testing.T) {
	w := newWorld(t)
	e, err := expr.Parse(`SelectUniqueValue([surname], Append([surname], "1"), Append([surname], "2"))`)
	w.must(err)
	w.set.User.Attributes = append(w.set.User.Attributes, &mapping.AttributeMapping{
		Definition: &syncschema.AttributeMapping{}, Path: mapping.MustParseTargetPath("nickName"), Kind: mapping.Expression, Expr: e,
		Type: mapping.String, FlowType: syncschema.ObjectAddOnly,
	})
	w.put("Users", "old", map[string]string{"userName": "old@x.example", "nickName": "Holt"})
	ids := map[string]string{}
	for _, name := range []string{"ada", "bob", "cid"} {
		ids[name] = w.user(name)
		w.must(w.dir.SetAttr(ids[name], "surname", "Holt"))
	}
	r := w.cycle()
	var asked []string
	for _, s := range w.sent {
		if value, ok := strings.CutPrefix(s, "match Users nickName="); ok {
			asked = append(asked, value)
		}
	}
	w.want("values asked for", asked, []string{"Holt", "Holt1", "Holt", "Holt1", "Holt2", "Holt", "Holt1", "Holt2"})
	for name, want := range map[string]string{"ada": "Holt1", "bob": "Holt2"} {
		link, _ := w.state.Link(ids[name])
		if got, _ := w.target["Users"][link.Target].Lookup(mapping.MustParseTargetPath("nickName")); strings.Join(got, ",") != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	w.want("log", w.seen, []string{"create success", "create success", "create failure Conflict"})
	if r.Counts.Failed != 1 || len(w.state.Escrows) != 1 {
		t.Errorf("got %d failed and %d escrows, want the user for whom nothing is left", r.Counts.Failed, len(w.state.Escrows))
	}
}
