// Package simulator acts as the provisioning service of Microsoft Entra ID: it provisions a directory of users and
// groups into any SCIM 2.0 endpoint, in Entra's own requests and at Entra's pace, without a tenant, a public URL or
// 40-minute waits.
//
// # In another program's tests
//
//	dir := simulator.NewDirectory()
//	ada, _ := dir.AddUser(simulator.User{UserPrincipalName: "ada@contoso.example", DisplayName: "Ada"})
//	dir.Assign(ada)
//	sim, err := simulator.New(simulator.Config{URL: server.URL + "/scim/v2", Token: "secret", Directory: dir})
//	report, err := sim.RunCycle(ctx)
//
// Change the directory, let time pass with [Simulator.Advance], run the next cycle, look at the endpoint: that is a test
// of what Entra will do to it. [Simulator.Connect] is the portal's Test Connection.
//
// # Time
//
// By default time is virtual: it stands still, except that Advance moves it and [Simulator.Run] lets 40 minutes pass
// between cycles, at once. Scheduled changes of a directory, purges after 30 days and retries follow that clock.
//
// # A job that lives on
//
// With Config.Store the job's state is kept as it comes about: [OpenStore] gives a store in a file. A simulator that was
// stopped, however, is taken up by the next one with the same store, seed and directory; what has been edited in between, the
// directory or the mappings, is found out and leads to a new initial cycle ([Simulator.Notes]).
//
// # Determinism
//
// The same directory, seed and endpoint give the same requests, byte for byte, and the same provisioning log, whatever the
// concurrency. Ids derive from the seed.
//
// # Errors
//
// New returns a [*ConfigError] when something about the configuration cannot work, Connect a [*ConnectError] when the
// test fails. A cycle that was carried out gives no error, whatever became of the objects; a cycle that failed as a
// whole, because of credentials or an endpoint that is no SCIM server, gives a [*CycleError] next to its report; one that was
// not run, because the job is paused or disabled, a [*NotActiveError]. All of them have a Hint.
//
// The behaviour follows Microsoft's documentation and public reports of real traffic; where they are silent or disagree,
// a named dial decides. [Dials] lists them with their evidence.
//
// # Governing a job
//
// [Simulator.Pause], [Simulator.Start], [Simulator.Restart] with Graph's reset scopes, [Simulator.AllowDeletes] and
// [Simulator.SaveCredentials] do what the portal's buttons and Graph's actions do; [Simulator.Status] tells how the job is in
// Graph's words. A job that is kept in a file can be governed without its simulator: see [OpenJob].
//
// # Faults and stories
//
// Config.WrapTransport stands between simulator and endpoint and may let things go wrong there. Scenarios, stories in files with
// what is expected of them, are played by `entrasim scenario`; fixtures/scenarios/README.md says how they are written.
//
// # One user
//
// [Simulator.ProvisionOnDemand] provisions one user or group at once and tells step by step what happened.
// [Simulator.Explain] says why somebody is in scope or not, how each attribute gets its value, and what the next cycle will
// send, without sending it. [Evaluate] evaluates an expression of the mapping language, with its steps. [ReadLog] reads a
// provisioning log.
//
// Not modelled yet: several jobs side by side, OAuth credentials, the audit log.
package simulator
