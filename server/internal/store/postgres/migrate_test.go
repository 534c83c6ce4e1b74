package postgres_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
)

func TestTenMayStartTogether(t *testing.T) {
	url := freshSchema(t)
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			s, err := postgres.Open(t.Context(), url, postgres.Options{MaxConns: 2})
			if err != nil {
				t.Errorf("process %d: %v", i, err)
				return
			}
			id := string(rune('a' + i))
			if err := s.Update(t.Context(), func(tx store.Tx) error {
				return tx.PutOrganisation(t.Context(), store.Organisation{ID: id})
			}); err != nil {
				t.Errorf("process %d: %v", i, err)
			}
			if err := s.Close(); err != nil {
				t.Errorf("process %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	orgs, err := openURL(t, url).Organisations(t.Context())
	if err != nil || len(orgs) != 10 {
		t.Errorf("%d organisations are there, error %v; want the ten that the processes made", len(orgs), err)
	}
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	url := freshSchema(t)
	openURL(t, url)
	run(t, url, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
	_, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err == nil || !strings.Contains(err.Error(), "9999") || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("Open: got %v, want an error that names the version and the remedy", err)
	}
}

func TestOpenRefusesWhatCannotWork(t *testing.T) {
	for name, url := range map[string]string{
		"no URL":          "",
		"another scheme":  "mysql://u:secret@localhost/db",
		"malformed":       "postgres://u:secret@localhost:port/db",
		"unknown setting": "postgres://u:secret@localhost/db?sslmode=perhaps",
		"nobody there":    "postgres://u:secret@127.0.0.1:1/db",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := postgres.Open(t.Context(), url, postgres.Options{Patience: -1})
			if err == nil {
				t.Fatal("Open succeeded, want an error")
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
	if _, err := postgres.Open(t.Context(), "postgres://localhost/db", postgres.Options{MaxConns: -1}); err == nil {
		t.Error("Open with negative MaxConns succeeded, want an error")
	}
}
