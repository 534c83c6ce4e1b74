package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server"
)

// population is one stored number of users in one store, with two groups of them.
type population struct {
	kind  string
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

func (p *population) name() string { return fmt.Sprintf("%s with %d users", p.kind, p.size) }

// kept is how many user ids a population remembers beyond those in its groups.
const kept = 400

// populate creates a store and fills it without the network and without waiting for the disk.
func populate(ctx context.Context, k kind, size int, o options) (_ *population, err error) {
	p := &population{kind: k.name, size: size, members: min(o.group, size-smallGroup)}
	if p.place, err = k.create(ctx, size); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close())
		}
	}()
	if err := p.serve(ctx); err != nil {
		return nil, err
	}
	if p.token, _, err = p.srv.EnsureDefault(ctx); err != nil {
		return nil, err
	}
	var ids []string
	if p.place.open == nil {
		ids, err = post(ctx, p.caller(), size)
	} else if err = p.unserve(); err == nil {
		ids, err = loadInto(ctx, p.place.open, size)
	}
	if err != nil {
		return nil, err
	}
	if err := p.serve(ctx); err != nil {
		return nil, err
	}
	api := p.caller()
	p.next = size
	p.some = ids[:min(size, p.members+kept)]
	if p.small, err = api.group(ctx, "Small", ids[:smallGroup]); err != nil {
		return nil, err
	}
	if p.large, err = api.group(ctx, "Large", ids[:p.members]); err != nil {
		return nil, err
	}
	if p.place.open == nil {
		return p, nil
	}
	return p, p.unserve()
}

func (p *population) caller() caller { return caller{p.srv.Handler(), p.srv.BasePath(), p.token} }

// serve opens the server that the population is filled with, unless it is open.
func (p *population) serve(ctx context.Context) (err error) {
	if p.srv == nil {
		p.srv, err = server.New(ctx, p.place.loading)
	}
	return err
}

func (p *population) unserve() error {
	srv := p.srv
	p.srv = nil
	return srv.Close()
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
