package simulator

import "time"

// Notification is the mail that Entra sends to the job's notification address when the job enters quarantine, and again only
// when the reason changes (engine §6.4).
type Notification struct {
	At     time.Time
	Reason string // of the quarantine, in Graph's words
	Text   string
}

// notify sends a notification when the quarantine asks for one.
func (s *Simulator) notify(before, after *Quarantine) {
	if s.cfg.OnNotification == nil || after == nil || before != nil && before.Reason == after.Reason {
		return
	}
	s.cfg.OnNotification(Notification{At: s.clock.Now(), Reason: after.Reason, Text: after.Message})
}
