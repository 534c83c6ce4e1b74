package cli

import (
	"testing"
	"time"

	"github.com/entrasim/entrasim/suites"
)

// TestImageCommand holds that a run on an image is repeated by starting the image, whose address is another one each time, and that no
// value of a variable gets into the command line.
func TestImageCommand(t *testing.T) {
	i := image{name: "app:1.2", port: 8080, env: []string{"SCIM_TOKEN=hidden", "MODE"}, waitHTTP: "/health", basePath: "/scim/v2", engine: "podman", within: time.Minute, args: []string{"serve", "--all users"}}
	opts := suites.Options{URL: "http://127.0.0.1:32768/scim/v2", Profile: "entra", Seed: 3, Timeout: time.Second}
	opts.Command = opts.CommandLine("--token-env", "SCIM_TOKEN")
	const want = `entrasim conform --image app:1.2 --port 8080 --env SCIM_TOKEN --env MODE --wait-http /health --engine podman --token-env SCIM_TOKEN --profile entra --seed 3 --timeout 1s -- serve '--all users'`
	if got := i.command(opts); got != want {
		t.Errorf("the command is\n%s\nwant\n%s", got, want)
	}
}
