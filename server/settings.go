package server

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
)

// choices turns names into choices; profile.New judges them.
func choices(names map[string]string) map[string]schema.Choice {
	out := make(map[string]schema.Choice, len(names))
	for name, choice := range names {
		out[name] = schema.Choice(choice)
	}
	return out
}

// Change says what to change about how an organisation is served; what is left empty stays as it is.
type Change struct {
	Mood     *string           // "" goes back to the mood that it was created with
	Seed     *uint64           // what awkward switches and defects follow from
	Switches map[string]string // by name; the choice "" goes back to what the mood has
	TurnOn   []string          // defects
	TurnOff  []string          // defects
	Schemas  [][]byte          // Schema documents (RFC 7643 §7); one with the same id is replaced
	Types    [][]byte          // ResourceType documents (RFC 7643 §6); one with the same name is replaced
	Limits   []byte            // JSON object that replaces all limits: maxResults, rate and so on
}

// Configure changes an organisation's settings. They hold from the next request on.
func (s *Server) Configure(ctx context.Context, org string, c Change) error {
	change := settings.Change{Mood: c.Mood, Seed: c.Seed, Switches: c.Switches, TurnOn: c.TurnOn, TurnOff: c.TurnOff, Limits: c.Limits}
	for _, doc := range c.Schemas {
		change.PutSchemas = append(change.PutSchemas, jsontext.Value(doc))
	}
	for _, doc := range c.Types {
		change.PutTypes = append(change.PutTypes, jsontext.Value(doc))
	}
	_, err := s.profiles.Change(ctx, org, "", change)
	return err
}
