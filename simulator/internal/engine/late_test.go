package engine_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestLateMemberOfChangedGroup: a member that a group has waited for arrives in the cycle in which the group gets another one.
// Neither displaces the other.
func TestLateMemberOfChangedGroup(t *testing.T) {
	w := newWorld(t)
	w.dial("late-references=next-cycle")
	ada, bob := w.user("ada"), w.user("bob")
	crew := w.group("Crew", bob)
	w.refuse = func(r scimclient.Request) *scimclient.Failure {
		if r.Kind == scimclient.KindCreate && len(r.Create) > 0 && r.Create[0].Values[0] == "bob@x.example" {
			return &scimclient.Failure{Class: scimclient.Rejected, Code: "InternalServerError"}
		}
		return nil
	}
	w.cycle()
	w.refuse = nil
	w.must(w.dir.AddMember(crew, ada))
	w.cycle()
	w.want("requests", w.sent, []string{
		"read Users t-ada", "match Users userName=bob@x.example", "create Users userName=bob@x.example active=True displayName=bob",
		"read Groups t-Crew",
		"update Groups t-Crew Add members=t-ada", "update Groups t-Crew Add members=t-bob",
	})
}
