package scimclient_test

import (
	"reflect"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// TestPreview: what is previewed is what is sent, in both dialects, with secrets masked; nothing is sent.
func TestPreview(t *testing.T) {
	for _, tenant := range []string{off, on} {
		r := create(scimclient.Users, fullUser()...)
		r.Cause = "x"
		_, sent := capture(t, tenant, dial.Defaults(), r)
		c, err := scimclient.New(scimclient.Config{TenantURL: tenant, Token: "t", Now: start})
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Preview(r)
		if err != nil {
			t.Fatal(err)
		}
		sent.Status, sent.ResponseHeader, sent.ResponseBody, sent.Err, sent.Duration, sent.Started = 0, nil, "", "", 0, got.Started
		got.RequestHeader, sent.RequestHeader = nil, nil // the activity id is the configuration's
		if !reflect.DeepEqual(got, sent) {
			t.Errorf("preview: got %+v\nwant %+v", got, sent)
		}
	}
	c, err := scimclient.New(scimclient.Config{TenantURL: off, Token: "t", Now: start})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Preview(scimclient.Request{Kind: scimclient.KindUpdate, Resource: scimclient.Users}); err == nil {
		t.Error("a request without an id: no error")
	}
	b := scimclient.Blank("new")
	if v, ok := b.Lookup(mapping.MustParseTargetPath("userName")); b.ID() != "new" || ok {
		t.Errorf("a blank resource: got id %q with userName %q", b.ID(), v)
	}
}
