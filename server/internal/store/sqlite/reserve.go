package sqlite

import (
	"os"

	"modernc.org/sqlite"
)

// Sizes of the log. It begins anew when it has logPages (wal_autocheckpoint) and never stays longer than logLimit
// (journal_size_limit).
const (
	logPages = 8000
	logLimit = 64 << 20
	logFrame = 24 + 4096 // bytes of a page in the log

	worthRoom   = 64      // so many pages in the log are worth making room for more
	leastRoom   = 1 << 20 // there is before a transaction
	roomAtOnce  = 2 << 20 // is made
	roomForGood = logPages*logFrame + roomAtOnce
)

// reserve keeps room at the end of the write-ahead log. What it consists of, zeros, is to SQLite what stands behind the last frame
// of any log that has begun anew: nothing. A commit that overwrites takes the disk about half as long as one that makes the file
// longer, for the file system then has nothing to note about the file. Room is made once, when there is much to write: SQLite
// goes on in the same file after it has copied the log to the database.
type reserve struct {
	path   string
	status sqlite.DBStatus // of the connection that writes; nil when no room is to be made
	size   int64           // of the file, as far as it is known
}

// newReserve is for a connection that has just been opened, with an empty log.
func newReserve(path string, c *conn) *reserve {
	status, _ := c.driver.(sqlite.DBStatus)
	return &reserve{path: path, status: status}
}

// extend makes room where it has become scarce. It is for the goroutine that writes, between two transactions. What goes wrong
// is no reason not to write: SQLite makes its own room, or says why it cannot.
func (r *reserve) extend() {
	if r.status == nil {
		return
	}
	pages, _, err := r.status.Status(sqlite.DBStatusCacheWrite, false)
	if err != nil {
		r.status = nil
		return
	}
	used := int64(pages) * logFrame // less than the whole when the log has begun anew: then the room is there
	if pages < worthRoom || used+leastRoom <= r.size {
		return
	}
	if r.size, err = lengthen(r.path, roomAtOnce, roomForGood); err != nil || r.size >= roomForGood {
		r.status = nil
	}
}

// lengthen appends zeros to a file, unless it is as long as it shall be, and returns how long it is.
func lengthen(path string, by int, enough int64) (size int64, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0) // #nosec G304 -- the log of the data directory that the operator chose
	if err != nil {
		return 0, err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() >= enough {
		return info.Size(), nil
	}
	n, err := f.WriteAt(make([]byte, by), info.Size())
	return info.Size() + int64(n), err
}
