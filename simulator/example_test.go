package simulator_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/entrasim/entrasim/simulator"
	"github.com/entrasim/entrasim/simulator/internal/faketarget"
)

// A test of another Go program: what does Entra do to my SCIM endpoint when somebody joins, and leaves again?
func Example() {
	server := httptest.NewServer(&faketarget.Target{}) // your handler
	defer server.Close()

	dir := simulator.NewDirectory()
	ada, _ := dir.AddUser(simulator.User{UserPrincipalName: "ada@contoso.example", DisplayName: "Ada Lovell"})
	_ = dir.Assign(ada)
	sim, err := simulator.New(simulator.Config{URL: server.URL + "/scim/v2", Token: "secret", Directory: dir})
	if err != nil {
		log.Fatal(err)
	}
	defer sim.Close()

	joined, _ := sim.RunCycle(context.Background())
	_ = dir.Unassign(ada)
	left, _ := sim.RunCycle(context.Background())

	fmt.Println(joined.Kind, joined.Counts.Created, "created")
	fmt.Println(left.Kind, left.Counts.Disabled, "disabled")
	for _, m := range left.Records[0].Modified {
		fmt.Println(m.DisplayName, m.OldValue, "->", m.NewValue)
	}
	// Output:
	// initial 1 created
	// incremental 1 disabled
	// active True -> False
}
