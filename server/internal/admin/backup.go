package admin

import (
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"
)

// A backup is sent piece by piece; a caller that takes longer for one is gone.
const (
	backupPiece    = 1 << 20
	backupPatience = 30 * time.Second
)

// backup sends a copy of the store. It may take longer than the listener lets any other answer take, so it sets the deadlines of
// its connection itself. One at a time: each takes as much room as the store.
func (a *API) backup(w http.ResponseWriter, r *http.Request) error {
	if !a.backingUp.TryLock() {
		return &httpError{http.StatusConflict, "a backup is under way", "try again when it is done"}
	}
	defer a.backingUp.Unlock()
	conn := http.NewResponseController(w)
	// Errors of these mean that w is no connection of net/http and has no deadlines.
	_, _ = conn.SetReadDeadline(time.Time{}), conn.SetWriteDeadline(time.Time{})
	return a.cfg.Backup(r.Context(), func(content io.Reader, size int64) error {
		h := w.Header()
		h.Set("Content-Type", "application/vnd.sqlite3")
		h.Set("Content-Disposition", `attachment; filename="entrasim-backup.db"`)
		h.Set("Content-Length", strconv.FormatInt(size, 10))
		for {
			_ = conn.SetWriteDeadline(a.cfg.Wall().Add(backupPatience))
			_, err := io.CopyN(w, content, backupPiece)
			if err == io.EOF {
				return nil
			}
			if err != nil { // the answer stays shorter than it said, which the caller notices
				a.cfg.Logger.Warn("backup was cut off", slog.Any("error", err))
				return nil
			}
		}
	})
}
