package harness

import "fmt"

// full tells why nothing more may be created; "" while something may. It counts what is about to be created.
func (s *Session) full() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if most := s.cfg.MaxResources; most > 0 && s.created >= most {
		return fmt.Sprintf("the run has created the %d resources that it may create (--max-resources)", most)
	}
	s.created++
	return ""
}

// tally are the notes on the run as a whole that only its end can make. The session's lock is held.
func (s *Session) tally() []string {
	var out []string
	if n := s.throttled.Load(); n > 0 {
		out = append(out, fmt.Sprintf("the target throttled: %d answers of 429 were waited for and the requests sent again; each is among the evidence of its check", n))
	}
	if n := s.repeated.Load(); n > 0 {
		out = append(out, fmt.Sprintf("the connection broke under %d reads, which were sent once more; the way to the target, or the target, is not reliable", n))
	}
	if text := s.visibility.note(); text != "" {
		out = append(out, text)
	}
	return out
}
