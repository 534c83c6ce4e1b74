package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/entrasim/entrasim/server"
)

// population is one stored number of users in one store, with two groups of them.
type population struct {
	store store
	size  int
	place place
	token string
	next  int // number of the next user

	some         []string // ids of the first users
	small, large string   // ids of groups
	members      int      // of the large one
	*target
	handler http.Handler
	srv     *server.Server
	cursor  string // page behind 95 % of the users, found once
}

func (p *population) name() string { return fmt.Sprintf("%s with %d users", p.store.kind, p.size) }

// kept is how many user ids a population remembers beyond those in its groups.
const kept = 400

// populate creates a store and fills it without the network and without waiting for the disk.
func populate(ctx context.Context, st store, size int, o options) (_ *population, err error) {
	p := &population{store: st, size: size, members: min(o.group, size-smallGroup)}
	if p.place, err = st.create(ctx, size); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	srv, err := server.New(ctx, p.place.loading)
	if err != nil {
		return nil, err
	}
	p.srv = srv
	if p.token, _, err = srv.EnsureDefault(ctx); err != nil {
		return nil, err
	}
	ids := make([]string, size)
	api := caller{srv.Handler(), srv.BasePath(), p.token}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(32)
	for n := range size {
		g.Go(func() error {
			made, err := api.call(gctx, http.MethodPost, "/Users", userBody(n), http.StatusCreated)
			if err != nil {
				return err
			}
			ids[n] = idOf(made)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	p.next = size
	p.some = ids[:min(size, p.members+kept)]
	if p.small, err = api.group(ctx, "Small", ids[:smallGroup]); err != nil {
		return nil, err
	}
	if p.large, err = api.group(ctx, "Large", ids[:p.members]); err != nil {
		return nil, err
	}
	if p.store.kind == "memory" {
		return p, nil
	}
	p.srv = nil
	return p, srv.Close()
}

// start serves the population on loopback.
func (p *population) start(ctx context.Context) (err error) {
	if p.srv == nil {
		if p.srv, err = server.New(ctx, p.place.serving); err != nil {
			return err
		}
	}
	p.handler = p.srv.Handler()
	base, stop, err := listenAndServe(p.handler)
	if err != nil {
		return err
	}
	p.target = &target{base: base + p.srv.BasePath(), token: p.token, client: newClient(), next: p.next, real: true, stop: stop}
	return nil
}

func (p *population) close() error {
	var err error
	if p.target != nil {
		err = p.stop()
	}
	if p.srv != nil {
		err = errors.Join(err, p.srv.Close())
	}
	return errors.Join(err, p.place.drop())
}

// chunk is how many members one PATCH adds while a group is filled.
const chunk = 500

func (c caller) group(ctx context.Context, name string, ids []string) (string, error) {
	made, err := c.call(ctx, http.MethodPost, "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"`+name+`"}`, http.StatusCreated)
	if err != nil {
		return "", err
	}
	id := idOf(made)
	for from := 0; from < len(ids); from += chunk {
		body := memberPatch("Add", ids[from:min(from+chunk, len(ids))]...)
		if _, err := c.call(ctx, http.MethodPatch, "/Groups/"+id, body, http.StatusNoContent, http.StatusOK); err != nil {
			return "", err
		}
	}
	return id, nil
}

// memberPatch is a membership change as Entra sends it (wire protocol §8).
func memberPatch(op string, ids ...string) string {
	var b strings.Builder
	b.WriteString(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":` + strconv.Quote(op) + `,"path":"members","value":[`)
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"value":"` + id + `"}`)
	}
	b.WriteString(`]}]}`)
	return b.String()
}

func idOf(resource []byte) string {
	_, rest, _ := strings.Cut(string(resource), `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}
