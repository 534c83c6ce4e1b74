package creation

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func duplicate() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "CRE-005", Title: "A duplicate answers 409",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Creating a user whose userName is taken answers 409.",
			Advice:      "Answer 409 Conflict. Entra then looks the account up again and joins it; 400 and 500 are retried for nothing, and 201 makes two of one.",
		}, taken),

		harness.RFC(harness.Declaration{
			ID: "CRE-006", Title: "The 409 says that it is about uniqueness",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "The 409 of a duplicate carries scimType uniqueness.",
			Advice:      `Put "scimType": "uniqueness" into the error.`,
		}, takenType),

		harness.RFC(harness.Declaration{
			ID: "CRE-007", Title: "Letter case makes no new userName",
			Level: harness.Should, Ref: "7643 §4.1.1", Needs: needs, Effect: harness.EffectWrite,
			Requirement: "A userName that differs from another one in letter case only is a duplicate.",
			Advice:      "Make userName unique by its folded value: it is case-insensitive.",
		}, otherCase),

		harness.RFC(harness.Declaration{
			ID: "CRE-019", Title: "The userName of a deleted user is free",
			Level: harness.Should, Ref: "7644 §3.6", Needs: needs, Effect: harness.EffectDelete,
			Requirement: "After a user was deleted another one can be created with the same userName.",
			Advice:      "Leave deleted users out of the uniqueness constraint: RFC 7644 §3.6 wants them out of every answer, conflicts included.",
		}, reused),

		harness.RFC(harness.Declaration{
			ID: "CRE-020", Title: "Of two creates at the same time one wins",
			Level: harness.Must, Ref: section, Needs: needs, Effect: harness.EffectWrite,
			Requirement: "Two creates of the same userName at the same time yield one 201 and one 409.",
			Advice:      "Let the database decide with a unique index; looking before inserting is a race.",
		}, race),
	}
}

// again creates a user with the name of another one.
func again(t *harness.T, userName string) *harness.Answer {
	return t.Create(users, t.UserBody(harness.Attrs{"userName": userName}))
}

func taken(t *harness.T) {
	user := t.User(nil)
	t.Settle(func() { again(t, user.UserName).Is(http.StatusConflict) })
}

func takenType(t *harness.T) {
	user := t.User(nil)
	var answer *harness.Answer
	t.Arrange("refusing a duplicate with 409 (CRE-005)", func() { answer = again(t, user.UserName).Is(http.StatusConflict) })
	scimType, ok := answer.SCIMError()
	if !ok {
		t.SkipBecause("the conflict is no SCIM error, which ERR-001 is about")
	}
	if scimType != "uniqueness" {
		answer.Fail("the conflict does not say what it is about", "scimType "+harness.Show(scimType), `scimType "uniqueness"`)
	}
}

func otherCase(t *harness.T) {
	user := t.User(nil)
	t.Arrange("refusing a duplicate with 409 (CRE-005)", func() { again(t, user.UserName).Is(http.StatusConflict) })
	again(t, strings.ToUpper(user.UserName)).Is(http.StatusConflict)
}

func reused(t *harness.T) {
	user := t.User(nil)
	t.Arrange("deleting the user", func() { t.Delete(user.Path).Is(http.StatusNoContent, http.StatusOK) })
	t.Settle(func() { again(t, user.UserName).Is(http.StatusCreated, http.StatusOK) })
}

func race(t *harness.T) {
	body := t.UserBody(nil)
	first, second := body, t.UserBody(harness.Attrs{"userName": body["userName"]})
	answers := t.CreateTogether(users, first, second)
	made := 0
	for _, a := range answers {
		switch status := a.Status(); {
		case status < http.StatusMultipleChoices:
			made++
		case status != http.StatusConflict:
			t.Arrange("refusing a duplicate with 409 (CRE-005)", func() { again(t, body["userName"].(string)).Is(http.StatusConflict) })
			a.Is(http.StatusCreated, http.StatusConflict)
		}
	}
	if made != 1 {
		answers[1].Fail("two creates of one userName at the same time do not end as they should",
			fmt.Sprintf("%d and %d", answers[0].Status(), answers[1].Status()), "one 201 Created and one 409 Conflict")
	}
}
