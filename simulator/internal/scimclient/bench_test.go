package scimclient_test

import (
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// BenchmarkDo is the cost of one lookup and one create without a network: what the client adds to each request.
func BenchmarkDo(b *testing.B) {
	answers := map[string]canned{
		"lookup": {status: 200, body: `{` + listURN + `,"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}`},
		"create": {status: 201, body: `{"id":"u-1","userName":"ada","active":true,"emails":[{"type":"work","value":"a@b.example","primary":true}]}`},
	}
	requests := map[string]scimclient.Request{"lookup": lookupUser(), "create": create(scimclient.Users, fullUser()...)}
	for name, r := range requests {
		b.Run(name, func(b *testing.B) {
			c, err := scimclient.New(scimclient.Config{TenantURL: off, Token: "hl_live_51b9aabbccdd", Transport: answers[name], Now: start})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := c.Do(b.Context(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
