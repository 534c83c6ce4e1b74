package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"

	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// copied is the result of backup and restore.
type copied struct {
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`
	Schema int64  `json:"schema"` // version of the database's schema
	Data   string `json:"data,omitzero"`
}

// useDatabaseTools is what to do about a store that is no directory.
const useDatabaseTools = "back a PostgreSQL database up with pg_dump and restore it with pg_restore"

func backupCommand() *cobra.Command {
	var conn connection
	c := &cobra.Command{
		Use: "backup FILE", Short: "Copy the data directory's content to a file, also while serving", Args: exactly("FILE"),
		Long: `Copy everything a server keeps in its data directory to one file: organisations, tokens (as hashes), settings, resources.

The server goes on serving meanwhile. The copy is one state between two changes and holds all that was acknowledged before the
command started. FILE appears when it is complete and checked, readable by its owner only; one that exists is not overwritten.
Without a running server the directory is read directly, and its schema is left as it is.`,
		Example: `  entrasim backup monday.db
  entrasim backup monday.db --admin-url https://scim.example.com:8481`,
		RunE: run(func(c *cobra.Command, args []string) error {
			if conn.adminURL == "" && server.IsDatabaseURL(conn.data) {
				return usage(nil, useDatabaseTools, "the data is in a database, not in a data directory")
			}
			if _, err := os.Lstat(args[0]); err == nil {
				return usage(nil, "choose another name, or remove it first", "the file %s exists", args[0])
			}
			cl, err := conn.reach(c.Context())
			if err != nil {
				return err
			}
			if cl == nil {
				err = sqlite.Backup(c.Context(), conn.data, args[0])
			} else {
				err = cl.fetchBackup(c.Context(), args[0])
			}
			if err != nil {
				return backupFailed(err, conn.data)
			}
			return conn.showCopy(c, "backed up to", copied{File: args[0]})
		}),
	}
	conn.flags(c)
	return c
}

// fetchBackup writes a running server's copy to a file. It takes as long as the data is large, so only the context ends it.
func (cl *client) fetchBackup(ctx context.Context, file string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, cl.base+"/admin/v1/backup", nil)
	if err != nil {
		return failed(err, "write --admin-url like http://127.0.0.1:8481", "build request")
	}
	if cl.token != "" {
		req.Header.Set("Authorization", "Bearer "+cl.token)
	}
	res, err := (&http.Client{Transport: cl.http.Transport}).Do(req)
	if err != nil {
		return failed(err, "is the server running, and is --admin-url its admin address (not the SCIM one)?", "reach the admin API")
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		data, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
		if err != nil {
			return failed(err, "try again", "read the admin API's answer")
		}
		return refused(res, data)
	}
	return sqlite.ReceiveBackup(ctx, res.Body, file)
}

// backupFailed puts what went wrong into the command line's terms.
func backupFailed(err error, data string) error {
	var (
		own   *Error
		inUse *sqlite.InUseError
	)
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &inUse):
		return usage(nil, "if it is a server, give its admin address with --admin-url", "%s", inUse)
	case errors.Is(err, fs.ErrNotExist):
		return usage(err, "name the data directory of a server with --data, and a file in a directory that exists", "nothing was backed up")
	case errors.Is(err, fs.ErrPermission):
		return usage(err, "run it as the user that owns the data directory, and name a file where it may write", "nothing was backed up")
	}
	return failed(err, "is there room on both disks? The server's log may have more", "back up %s", masked(data))
}

// showCopy prints the result with what is known about the file.
func (c *connection) showCopy(cmd *cobra.Command, what string, done copied) error {
	info, err := os.Stat(done.File)
	if err == nil {
		done.Schema, err = sqlite.CheckBackup(cmd.Context(), done.File)
	}
	if err != nil {
		return failed(err, "make another one", "read the backup again")
	}
	done.Bytes = info.Size()
	if c.asJSON {
		return printJSON(cmd.OutOrStdout(), done)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s %s (%d bytes, schema version %d)\n", what, done.File, done.Bytes, done.Schema)
	return err
}
