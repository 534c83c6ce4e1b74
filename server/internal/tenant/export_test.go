package tenant

// Sweep is what the goroutine does now and then; the service must be closed, so that it does not do it too.
func (s *Service) Sweep() { s.sweep(s.cfg.Now()) }

// Remembered is how many tokens the service remembers something of.
func (s *Service) Remembered() (cached, used int) { return len(s.cache.entries), len(s.uses.byHash) }
