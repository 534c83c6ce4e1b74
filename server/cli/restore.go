package cli

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

func restoreCommand() *cobra.Command {
	var (
		conn      connection
		overwrite bool
	)
	c := &cobra.Command{
		Use: "restore FILE", Short: "Make a backup the content of a data directory", Args: exactly("FILE"),
		Long: `Make a backup the content of a data directory. No server may run on it.

The backup is copied and checked first: a file that is damaged, not a backup, or made by a newer program changes nothing, and
whenever the command is interrupted, the directory holds all of the old data or all of the new. Data that is there already is
only replaced with --overwrite. Everything then is as it was when the backup was made: tokens revoked since live again.`,
		Example: `  entrasim restore monday.db --data new-data
  entrasim restore monday.db --overwrite`,
		RunE: run(func(c *cobra.Command, args []string) error {
			if server.IsDatabaseURL(conn.data) {
				return usage(nil, useDatabaseTools, "--data is a database, not a data directory")
			}
			if other, ok := running(c.Context(), conn.data); ok {
				return usage(nil, "stop it first, or restore into another directory with --data", "a server (pid %d) runs on %s", other.PID, conn.data)
			}
			if err := server.Restore(c.Context(), conn.data, args[0], overwrite); err != nil {
				return restoreFailed(err, args[0])
			}
			return conn.showCopy(c, "restored "+conn.data+" from", copied{File: args[0], Data: conn.data})
		}),
	}
	f := c.Flags()
	f.StringVar(&conn.data, "data", defaultData, "data directory to fill; created when missing")
	f.BoolVar(&overwrite, "overwrite", false, "replace the data that is there")
	f.BoolVar(&conn.asJSON, "json", false, "print JSON")
	return c
}

// restoreFailed puts what went wrong into the command line's terms.
func restoreFailed(err error, file string) error {
	var inUse *sqlite.InUseError
	switch {
	case errors.As(err, &inUse):
		return usage(nil, "stop that process first, or restore into another directory with --data", "%s", inUse)
	case errors.Is(err, sqlite.ErrOccupied):
		return usage(nil, "choose another directory with --data, or replace what is there with --overwrite", "nothing was restored: %s", sqlite.ErrOccupied)
	case errors.Is(err, sqlite.ErrNoBackup):
		return usage(err, "name a file that entrasim backup has written, as it was written", "nothing was restored")
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return usage(err, "the backup must be readable and the data directory writable", "nothing was restored")
	}
	return failed(err, "the directory holds what it held before; is there room on the disk?", "restore %s", file)
}
