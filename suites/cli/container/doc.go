// Package container starts a container of a user's image on this machine, waits until it answers, and takes it away again.
//
//	c, err := container.Start(ctx, container.Options{Image: "app:latest", Port: 8080, Env: []string{"SCIM_TOKEN"}, WaitHTTP: "/health"})
//	if err != nil { … }       // *Error: what failed, what would help
//	defer c.Remove()          // also when ctx has ended
//	fmt.Println(c.Address)    // 127.0.0.1:32768
//
// # How the engine is driven
//
// By the docker command (Options.Engine names another one that understands the same, such as podman), which knows the user's
// context, registry log-in and remote host. Decided against testcontainers-go in the binary: linked for this alone it makes the
// program 3.2 MB larger (42,553,506 to 45,744,290 bytes, stripped, v0.45.0, Go 1.26), and without network it cannot start the
// helper container that its clean-up relies on. The specs of ci/containers use it; ci/walls keeps it out of the binary.
//
// # Secrets
//
// A variable of Options.Env without a value is taken from this process's environment by the engine's command itself; values never
// stand on a command line.
//
// The container is named before it exists and removed by that name, so that nothing is left of a start that was interrupted. The
// port is published on the loopback address only.
//
// Not modelled: networks, volumes and several containers; a compose file does that, and conform --url judges what it starts.
package container
