package server_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server"
)

// A test of another program starts a SCIM server in a few lines.
func Example() {
	ctx := context.Background()
	seed := uint64(1)
	srv, err := server.New(ctx, server.Config{
		Memory: true, Profile: server.WandoProfile, Seed: &seed, PublicURL: "https://scim.example.com",
		Now: func() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer srv.Close()
	token, _, err := srv.EnsureDefault(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	ts := httptest.NewServer(srv.Handler())
	defer ts.Close()

	req, err := http.NewRequest(http.MethodPost, ts.URL+srv.BasePath()+"/Users", strings.NewReader(`{"userName":"ada@example.com","active":true}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/scim+json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.StatusCode)
	fmt.Println(strings.ReplaceAll(string(body), `,"`, ",\n  \""))
	// Output:
	// 201
	// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
	//   "id":"b460a3f0-44e2-806a-a529-45e9651b700f",
	//   "userName":"ada@example.com",
	//   "active":true,
	//   "meta":{"resourceType":"User",
	//   "created":"2026-03-02T08:00:00.000Z",
	//   "lastModified":"2026-03-02T08:00:00.000Z",
	//   "location":"https://scim.example.com/api/auth/scim/v2/Users/b460a3f0-44e2-806a-a529-45e9651b700f",
	//   "version":"W/\"1\""}}
}
