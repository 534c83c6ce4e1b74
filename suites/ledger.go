package suites

import (
	"time"

	"github.com/entrasim/entrasim/suites/internal/harness"
	"github.com/entrasim/entrasim/suites/internal/ledger"
)

// DefaultLedgerDir is where the command line keeps what runs create in their targets: below the user's state directory, or the
// temporary one where there is no home.
func DefaultLedgerDir() string { return ledger.DefaultDir() }

// ledger puts a ledger on disk into cfg, when the options name a directory. The function returned closes it, and notes what
// could not be closed.
func (o Options) ledger(cfg *harness.Config, started time.Time) (done func(*harness.Session)) {
	base, err := harness.ParseBaseURL(o.URL)
	if o.LedgerDir == "" || err != nil {
		return func(*harness.Session) {}
	}
	file := ledger.New(o.LedgerDir, ledger.Header{Run: o.RunID, Target: base.String(), Started: started.UTC().Format(time.RFC3339)})
	cfg.Ledger = file
	return func(s *harness.Session) {
		if err := file.Close(); err != nil {
			s.Note(err.Error())
		}
	}
}
