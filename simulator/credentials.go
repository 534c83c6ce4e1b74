package simulator

import (
	"context"
	"errors"
	"fmt"
)

// Credentials are the admin credentials of the application: where it is, and the secret token. What is empty stays as it is.
type Credentials struct {
	URL, Token string
}

// ValidateCredentials tests the connection with other credentials than the saved ones, as the portal does before it saves
// them (Graph's validateCredentials). Nothing is changed. The zero value tests the saved ones.
func (s *Simulator) ValidateCredentials(ctx context.Context, c Credentials) (ConnectReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	client, err := s.newClient(c)
	if err != nil {
		return ConnectReport{}, err
	}
	report, err := s.test(ctx, client)
	return report, errors.Join(err, client.Close())
}

// SaveCredentials replaces the credentials after they have been validated: a token that was rotated, an endpoint that has moved.
// Links and quarantine stay: a job in quarantine tries the new ones when its next attempt is due, or when it is started.
func (s *Simulator) SaveCredentials(ctx context.Context, c Credentials) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	client, err := s.newClient(c)
	if err != nil {
		return err
	}
	if _, err := s.test(ctx, client); err != nil {
		return errors.Join(err, client.Close())
	}
	old := s.client
	s.use(client, c)
	if err := s.keep(ctx, s.compareSetup()...); err != nil {
		return fmt.Errorf("save credentials: %w", err)
	}
	return old.Close()
}
