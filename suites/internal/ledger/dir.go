package ledger

import (
	"os"
	"path/filepath"
	"runtime"
)

// DefaultDir is where ledgers lie unless somebody says otherwise: the user's state directory ($XDG_STATE_HOME, ~/.local/state), the
// cache directory on systems that have none, and the temporary one for a user without a home, as in a container.
func DefaultDir() string {
	parent := os.Getenv("XDG_STATE_HOME")
	if home, err := os.UserHomeDir(); parent == "" && err == nil && home != "/" {
		parent = filepath.Join(home, ".local", "state")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		parent, _ = os.UserCacheDir() // "" without one
	}
	if !filepath.IsAbs(parent) {
		parent = os.TempDir()
	}
	return filepath.Join(parent, "entrasim", "runs")
}
