package rfc9865

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func changes() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CUR-019", Title: "Resources that come and go during a walk cause no duplicate and no error",
			Level: harness.Info, Ref: "—", Gate: harness.GateCursor, Effect: harness.EffectDelete, Needs: needs,
			Requirement: "When resources are created and deleted during a walk, it goes on, and shows nothing twice.",
			Advice:      "Let a cursor stand for a position behind a key; offsets move when something before them goes away.",
		}, comeAndGo),
	}
}

// comeAndGo deletes one user that was shown, then walks on, with a new user in the list.
func comeAndGo(t *harness.T) {
	sound.Get(t)
	c := gather(t, size)
	l := c.begin(t, 2)
	seen := slices.Clone(l.ids)
	t.Arrange("deleting a user and creating another", func() {
		t.Delete("/Users/"+url.PathEscape(l.ids[0])).Is(http.StatusNoContent, http.StatusOK)
		t.User(nil)
	})
	for pages := 1; l.next != "" && pages < mostPages; pages++ {
		l = read(c.ask(t, l.next, 2))
		for _, id := range l.ids {
			if slices.Contains(seen, id) {
				l.answer.Fail("a walk during which resources come and go shows one twice", id, "every resource once")
			}
			seen = append(seen, id)
		}
	}
	missed := slices.DeleteFunc(slices.Clone(c.ids), func(id string) bool { return slices.Contains(seen, id) })
	if len(missed) > 0 {
		t.Fail("a walk during which resources come and go misses some that were there all the time", harness.Show(missed), "every resource once")
	}
}
