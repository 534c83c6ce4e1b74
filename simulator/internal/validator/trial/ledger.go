package trial

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// The endpoints.
const (
	Users     = "Users"
	GroupsEnd = "Groups"
)

// Created is a resource that a run has made, or has tried to make.
type Created struct {
	Endpoint string `json:"endpoint"`
	ID       string `json:"id,omitempty"` // empty when the answer did not say
	By       string `json:"-"`            // attribute to look it up by when the id is not known
	Name     string `json:"name"`         // value of that attribute
	Problem  string `json:"problem,omitempty"`
}

// Ledger knows what has to be removed.
type Ledger struct{ open []*Created }

// Enter notes a resource before it is asked for.
func (l *Ledger) Enter(endpoint, by, name string) *Created {
	c := &Created{Endpoint: endpoint, By: by, Name: name}
	l.open = append(l.open, c)
	return c
}

// Strike takes a resource out that is gone, or was never made.
func (l *Ledger) Strike(endpoint, id string) {
	l.open = slices.DeleteFunc(l.open, func(c *Created) bool { return c.Endpoint == endpoint && c.ID == id })
}

// drop takes an entry out.
func (l *Ledger) drop(entry *Created) {
	l.open = slices.DeleteFunc(l.open, func(c *Created) bool { return c == entry })
}

// Left lists what could not be removed.
func (l *Ledger) Left() []Created {
	var list []Created
	for _, c := range l.open {
		list = append(list, *c)
	}
	return list
}

// Clear removes everything, last first, and returns the exchanges it took. What cannot be removed stays in the ledger
// with the reason.
func (l *Ledger) Clear(ctx context.Context, c *wire.Client, d wire.Dialect) []scimclient.Exchange {
	var exchanges []scimclient.Exchange
	for _, entry := range slices.Backward(slices.Clone(l.open)) {
		do := func(method, path string) (wire.Answer, error) {
			a, err := c.Do(ctx, d, wire.Request{Method: method, Path: path, Cause: "clean-up"})
			exchanges = append(exchanges, a.Exchange)
			return a, err
		}
		if err := entry.remove(do, d); err != nil {
			entry.Problem = err.Error()
			continue
		}
		l.drop(entry)
	}
	return exchanges
}

// remove deletes the resource, and finds it first when its id is not known.
func (c *Created) remove(do func(method, path string) (wire.Answer, error), d wire.Dialect) error {
	ids := []string{c.ID}
	if c.ID == "" {
		a, err := do(http.MethodGet, "/"+c.Endpoint+"?"+d.Filter(c.By, c.Name))
		if err != nil {
			return err
		}
		if a.Status == http.StatusNotFound {
			return nil // wrong for a lookup, but clear
		}
		if !a.OK() {
			return fmt.Errorf("the lookup by its name answered %d", a.Status)
		}
		ids = ids[:0]
		for _, e := range a.Object().List("Resources") {
			o, _ := e.(resource.Object)
			// A server that ignores the filter answers with everybody: only what carries the name is ours.
			if id := o.Text("id"); id != "" && o.Text(c.By) == c.Name {
				ids = append(ids, id)
			}
		}
	}
	for _, id := range ids {
		a, err := do(http.MethodDelete, "/"+c.Endpoint+"/"+url.PathEscape(id))
		if err != nil {
			return err
		}
		if !a.OK() && a.Status != http.StatusNotFound {
			return fmt.Errorf("DELETE /%s/%s answered %d", c.Endpoint, id, a.Status)
		}
	}
	return nil
}
