package oauth_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/server/internal/oauth"
	"github.com/entrasim/entrasim/server/internal/oauth/testissuer"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/memory"
)

// eachClients runs a test with every implementation of Clients, on organisations acme and other with a provider each.
func eachClients(t *testing.T, test func(*testing.T, oauth.Clients)) {
	t.Run("memory", func(t *testing.T) { test(t, &oauth.Memory{}) })
	t.Run("stored", func(t *testing.T) { test(t, newStored(t)) })
}

func newStored(t *testing.T) oauth.Stored {
	t.Helper()
	st := memory.New()
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	err := st.Update(t.Context(), func(tx store.Tx) error {
		for _, org := range []string{"acme", "other"} {
			if err := tx.PutOrganisation(t.Context(), store.Organisation{ID: org}); err != nil {
				return err
			}
			if err := tx.PutProvider(t.Context(), store.Provider{ID: org + "-entra", Organisation: org}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return oauth.Stored{Store: st}
}

func fullClient(id, org string) oauth.Client {
	return oauth.Client{
		ID: id, Organisation: org, Provider: org + "-entra", Scopes: []string{"scim", "scim.read"}, Lifetime: 90 * time.Minute, Created: start,
		Secrets: []oauth.Secret{
			{ID: "sec-1", Label: "March", Hash: fingerprint(1), Created: start, Expires: start.AddDate(1, 0, 0), Revoked: start.Add(time.Nanosecond)},
			{ID: "sec-2", Hash: fingerprint(2), Created: start, Expires: start.AddDate(2, 0, 0)},
		},
		Federations: []oauth.Federation{{Tenant: testissuer.DefaultTenant, Subject: appID, AppID: appID, Caller: appID, KeySet: "https://login.example.com/keys"}},
	}
}

func TestClients(t *testing.T) {
	eachClients(t, func(t *testing.T, clients oauth.Clients) {
		ctx := t.Context()
		if _, err := clients.Client(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("unknown client: got %v, want ErrNotFound", err)
		}
		for id, org := range map[string]string{"b": "acme", "a": "acme", "c": "other"} {
			if err := clients.Insert(ctx, fullClient(id, org)); err != nil {
				t.Fatal(err)
			}
		}
		if err := clients.Insert(ctx, fullClient("a", "other")); !errors.Is(err, store.ErrConflict) {
			t.Errorf("taken id: got %v, want ErrConflict", err)
		}
		want := fullClient("a", "acme")
		if got, err := clients.Client(ctx, "a"); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("read back: got %+v, %v, want %+v", got, err, want)
		}
		list, err := clients.Clients(ctx, "acme")
		if err != nil || len(list) != 2 || list[0].ID != "a" || list[1].ID != "b" {
			t.Errorf("list: got %+v, %v, want a and b", list, err)
		}
		if list, err := clients.Clients(ctx, "nobody"); err != nil || len(list) != 0 {
			t.Errorf("list of an unknown organisation: got %+v, %v, want nothing", list, err)
		}
		if err := clients.Delete(ctx, "a"); err != nil {
			t.Fatal(err)
		}
		if err := clients.Delete(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("delete again: got %v, want ErrNotFound", err)
		}
	})
}

func TestClientUpdate(t *testing.T) {
	eachClients(t, func(t *testing.T, clients oauth.Clients) {
		ctx := t.Context()
		if err := clients.Insert(ctx, fullClient("a", "acme")); err != nil {
			t.Fatal(err)
		}
		if err := clients.Update(ctx, "nobody", func(*oauth.Client) error { return nil }); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("update nobody: got %v, want ErrNotFound", err)
		}
		failed := errors.New("no")
		err := clients.Update(ctx, "a", func(c *oauth.Client) error {
			c.Secrets[0].Label, c.Scopes = "changed", nil
			return failed
		})
		if got, _ := clients.Client(ctx, "a"); !errors.Is(err, failed) || !reflect.DeepEqual(got, fullClient("a", "acme")) {
			t.Errorf("failed update: got %v and %+v, want its error and no change", err, got)
		}
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				err := clients.Update(ctx, "a", func(c *oauth.Client) error {
					c.Secrets[0].Label += "x"
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		got, err := clients.Client(ctx, "a")
		if want := "March" + strings.Repeat("x", 20); err != nil || got.Secrets[0].Label != want {
			t.Errorf("20 updates at once: got %q, %v, want %q", got.Secrets[0].Label, err, want)
		}
		got.Secrets[0].Label = "mine" // what was returned is the caller's
		if again, _ := clients.Client(ctx, "a"); again.Secrets[0].Label == "mine" {
			t.Error("changing what was returned changed what is kept")
		}
	})
}

// In the store, clients go with their provider, and a process that did not make them sees them.
func TestStoredClients(t *testing.T) {
	clients := newStored(t)
	ctx := t.Context()
	if err := clients.Insert(ctx, fullClient("a", "acme")); err != nil {
		t.Fatal(err)
	}
	if _, err := (oauth.Stored{Store: clients.Store}).Client(ctx, "a"); err != nil {
		t.Errorf("another process: %v", err)
	}
	if err := clients.Store.Update(ctx, func(tx store.Tx) error { return tx.DeleteProvider(ctx, "acme-entra") }); err != nil {
		t.Fatal(err)
	}
	if _, err := clients.Client(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after the provider is gone: got %v, want ErrNotFound", err)
	}
	if err := clients.Insert(ctx, fullClient("b", "acme")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("client of no provider: got %v, want ErrNotFound", err)
	}
}
