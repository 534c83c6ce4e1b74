package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server/internal/store"
)

// The hash of a password is kept once: in the document, not in what conditions look at.
func TestSearchDocumentsHoldNoPassword(t *testing.T) {
	const (
		doc  = `{"userName":"ada","name":{"password":"shown"},"password":"argon2id$c2FsdA$aGFzaA"}`
		want = `{"name": {"password": "shown"}, "userName": "ada"}`
	)
	url := freshSchema(t)
	s := openURL(t, url)
	user := store.Record{Organisation: "a", Type: store.TypeUser, ID: "u", Version: 1, Doc: []byte(doc)}
	device := store.Record{Organisation: "a", Type: "Device", ID: "d", Version: 1, Doc: []byte(doc)}
	err := s.Update(t.Context(), func(tx store.Tx) error {
		if err := tx.PutOrganisation(t.Context(), store.Organisation{ID: "a"}); err != nil {
			return err
		}
		for _, r := range []*store.Record{&user, &device} {
			if err := tx.Insert(t.Context(), r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := searchDocument(t, url, "u"); got != want {
		t.Errorf("search document of an inserted user:\n got %s\nwant %s", got, want)
	}
	if got := searchDocument(t, url, "d"); got == want {
		t.Error("the search document of a type that has nothing to do with passwords lacks an attribute of that name")
	}
	if err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Replace(t.Context(), user) }); err != nil {
		t.Fatal(err)
	}
	if got := searchDocument(t, url, "u"); got != want {
		t.Errorf("search document of a replaced user:\n got %s\nwant %s", got, want)
	}
	rec, err := s.Get(t.Context(), "a", store.TypeUser, "u")
	if err != nil || string(rec.Doc) != doc {
		t.Errorf("document of the user: got %s, error %v; want %s", rec.Doc, err, doc)
	}
}

func searchDocument(t *testing.T, url, id string) (doc string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := conn.QueryRow(t.Context(), "SELECT search::text FROM resource WHERE id = $1", id).Scan(&doc); err != nil {
		t.Fatalf("read search document of %s: %v", id, err)
	}
	return doc
}
