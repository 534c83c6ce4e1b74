package robustness

import (
	"net/http"

	"github.com/gavv/httpexpect/v2"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func unicode() []harness.Spec {
	return []harness.Spec{harness.Practice(harness.Declaration{
		ID: "ROB-005", Title: "Names that look alike are handled by one policy",
		Level: harness.Should, Ref: none, Effect: harness.EffectWrite, Needs: user,
		Requirement: "A userName in composed and decomposed form is one name everywhere, or two; invisible characters are refused or kept, not removed.",
		Advice:      "Decide whether names are compared after normalisation, and use the same comparison for uniqueness and for filters. Refuse invisible characters in names if you do not want them: a name that is changed silently is not found again.",
	}, policy)}
}

// Two spellings of one name, and characters that nobody sees.
const (
	composed   = "Andr\u00e9"
	decomposed = "Andre\u0301"
	zeroWidth  = "Mi\u200bra"
	reversed   = "Mi\u202era"
)

func policy(t *harness.T) {
	spellings(t)
	for _, odd := range []string{zeroWidth, reversed} {
		name := odd + t.Name(harness.Domain)
		answer := t.Create("/Users", t.UserBody(harness.Attrs{"userName": name}))
		if answer.Status() == http.StatusBadRequest {
			t.Remark("%+q in a name is refused", odd)
			continue
		}
		id := answer.Is(http.StatusCreated, http.StatusOK).ID()
		t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) { o.Value("userName").IsEqual(name) })
	}
}

// spellings demands that the filter thinks as the uniqueness rule does.
func spellings(t *harness.T) {
	rest := t.Name(harness.Domain)
	first := t.Create("/Users", t.UserBody(harness.Attrs{"userName": composed + rest}))
	if first.Status() == http.StatusBadRequest {
		t.Remark("letters beyond ASCII in a name are refused")
		return
	}
	id := first.Is(http.StatusCreated, http.StatusOK).ID()
	t.Arrange("storing a name beyond ASCII", func() {
		t.ReadBack(t.UserAt(id, nil).Path, func(o *httpexpect.Object) { o.Value("userName").IsEqual(composed + rest) })
	})
	second := t.Create("/Users", t.UserBody(harness.Attrs{"userName": decomposed + rest}))
	if !t.Open(harness.GateFilter) || !t.Try(func() { t.WantUsers(id, `userName eq "%s"`, composed+rest) }) {
		return // that a filter works at all is FLT-001's business
	}
	found := t.FindUsers(`userName eq "%s"`, decomposed+rest)
	switch {
	case second.Status() == http.StatusConflict && len(found) == 0:
		t.Fail("a decomposed name is taken by the composed one, and a filter for it finds nobody", "409 and no user", "409 and the user", "201 and two users")
	case succeeded(second) && len(found) != 1:
		t.Fail("composed and decomposed are two names, and a filter for one finds another number of users", harness.Show(len(found))+" users", "1 user")
	case second.Status() == http.StatusConflict:
		t.Remark("composed and decomposed names are one")
	case succeeded(second):
		t.Remark("composed and decomposed names are two")
	case second.Status() == http.StatusBadRequest:
		t.Remark("decomposed names are refused")
	default:
		second.Is(http.StatusCreated, http.StatusConflict, http.StatusBadRequest)
	}
}
