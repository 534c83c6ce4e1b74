package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// target is something that answers SCIM on loopback.
type target struct {
	base   string
	token  string
	next   int // number of the next user
	client *http.Client
	real   bool // keeps what is created
	stop   func() error

	mu   sync.Mutex
	made []string // ids created by the last measurement
}

// maxConcurrency is how many connections the client keeps.
const maxConcurrency = 256

func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConns: maxConcurrency, MaxIdleConnsPerHost: maxConcurrency, DisableCompression: true}}
}

// listenAndServe serves a handler on a free port.
func listenAndServe(h http.Handler) (base string, stop func() error, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("listen: %w", err)
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	return "http://" + l.Addr().String(), func() error {
		err := srv.Close()
		if serr := <-done; !errors.Is(serr, http.ErrServerClosed) {
			err = errors.Join(err, serr)
		}
		return err
	}, nil
}

// firstCycle looks up and creates users with so many requests in flight.
func (t *target) firstCycle(ctx context.Context, concurrency, users int) error {
	g, ctx := errgroup.WithContext(ctx)
	numbers := make(chan int)
	g.Go(func() error {
		defer close(numbers)
		for range users {
			select {
			case numbers <- t.next:
				t.next++
			case <-ctx.Done():
				return nil
			}
		}
		return nil
	})
	for range concurrency {
		g.Go(func() error {
			for n := range numbers {
				if err := t.provision(ctx, n); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// provision is the two requests for one user.
func (t *target) provision(ctx context.Context, n int) error {
	name := userName(n)
	found, err := t.send(ctx, http.MethodGet, "/Users?filter=userName+eq+%22"+url.QueryEscape(name)+"%22", "", http.StatusOK)
	if err != nil {
		return err
	}
	if !bytes.Contains(found, []byte(`"totalResults":0`)) {
		return fmt.Errorf("look up %s: found somebody: %s", name, found)
	}
	made, err := t.send(ctx, http.MethodPost, "/Users", userBody(n), http.StatusCreated)
	if err != nil {
		return err
	}
	if t.real {
		t.mu.Lock()
		t.made = append(t.made, idOf(made))
		t.mu.Unlock()
	}
	return nil
}

// tidy deletes what the last measurement created.
func (t *target) tidy(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(32)
	for _, id := range t.made {
		g.Go(func() error {
			_, err := t.send(ctx, http.MethodDelete, "/Users/"+id, "", http.StatusNoContent)
			return err
		})
	}
	t.made = nil
	return g.Wait()
}

func (t *target) send(ctx context.Context, method, path, body string, want int) ([]byte, error) {
	var reader io.Reader = http.NoBody
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, t.base+path, reader)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	req.Header["User-Agent"] = nil // Entra sends none
	req.Header.Set("Authorization", "Bearer "+t.token)
	if body != "" {
		req.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	res, err := t.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if res.StatusCode != want {
		return nil, fmt.Errorf("%s %s: %s: %s", method, path, res.Status, data)
	}
	return data, nil
}

func userName(n int) string { return "user" + strconv.Itoa(n) + ".holt@harborline.example" }

// userBody is a create as Entra sends it for a person with the usual attributes (wire protocol §7.3).
func userBody(n int) string {
	name, id := userName(n), strconv.Itoa(n)
	return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"externalId":"` + id + `","userName":"` + name + `","active":true,"displayName":"Mira Holt ` + id + `","title":"Dock Planner",` +
		`"preferredLanguage":"en-GB","emails":[{"primary":true,"type":"work","value":"` + name + `"}],` +
		`"name":{"formatted":"Mira Holt","familyName":"Holt","givenName":"Mira"},` +
		`"addresses":[{"primary":false,"type":"work","formatted":"Pier 4","streetAddress":"12 Quay Road","locality":"Bremerhaven","region":"HB","postalCode":"27568","country":"DE"}],` +
		`"phoneNumbers":[{"primary":true,"type":"work","value":"4947115550"},{"type":"mobile","value":"4917055501"}],` +
		`"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"HL-` + id + `","department":"Yard Operations"},` +
		`"meta":{"resourceType":"User"},"roles":[]}`
}
