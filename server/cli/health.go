package cli

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func healthCommand() *cobra.Command {
	var (
		url, data string
		timeout   time.Duration
	)
	c := &cobra.Command{
		Use: "health", Short: "Ask a running server whether it is ready", Args: exactly(),
		Long: `Ask a running server whether it is ready: exit code 0 when it is, 3 when not. Meant for container health checks,
where nothing but this binary is at hand.`,
		RunE: run(func(c *cobra.Command, _ []string) error {
			if url == "" {
				r, ok := running(c.Context(), data)
				if !ok {
					return failed(nil, "say where its admin listener is with --url, or which directory it uses with --data", "no server runs on %s", masked(data))
				}
				url = r.AdminURL
			}
			req, err := http.NewRequestWithContext(c.Context(), http.MethodGet, strings.TrimRight(url, "/")+"/readyz", nil)
			if err != nil {
				return usage(nil, "write it like http://127.0.0.1:8481", "--url %q is not a URL", url)
			}
			res, err := (&http.Client{Timeout: timeout}).Do(req)
			if err != nil {
				return failed(err, "is the server running, and is --url its admin address?", "ask for readiness")
			}
			defer res.Body.Close()
			if res.StatusCode != http.StatusOK {
				return failed(nil, "its log has the reason", "the server is not ready: %s", res.Status)
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), "ready")
			return err
		}),
	}
	c.Flags().StringVar(&url, "url", "", "admin address, like http://127.0.0.1:8481 (default: found through the data directory)")
	c.Flags().StringVar(&data, "data", defaultData, "data directory of the server")
	c.Flags().DurationVar(&timeout, "timeout", 5*time.Second, "how long to wait for the answer")
	return c
}
