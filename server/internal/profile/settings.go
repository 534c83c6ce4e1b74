package profile

import (
	"context"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/document"
	"github.com/entrasim/entrasim/server/internal/refusal"
	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Effective is what an organisation's settings come to.
type Effective struct {
	Organisation string
	Version      int64 // of the settings; 0: never set
	Settings     *settings.Settings
	Mode         schema.Mode
	Registry     *schema.Registry
	Limits       resources.Limits // with defaults
}

// Settings reads an organisation's settings.
func (s *Service) Settings(ctx context.Context, org string) (Effective, error) {
	return s.effective(ctx, s.cfg.Store, org)
}

func (s *Service) effective(ctx context.Context, r store.Reader, org string) (Effective, error) {
	o, err := r.Organisation(ctx, org)
	if errors.Is(err, store.ErrNotFound) {
		return Effective{}, refusal.New(refusal.NotFound, "organisation %q does not exist", org).WithHint("list them with: entrasim org list")
	}
	if err != nil {
		return Effective{}, fmt.Errorf("read organisation: %w", err)
	}
	doc, err := r.Settings(ctx, org)
	if err != nil {
		return Effective{}, fmt.Errorf("read settings: %w", err)
	}
	chosen, err := read(doc)
	if err != nil {
		return Effective{}, err
	}
	p, err := s.profile(o, chosen)
	if err != nil {
		return Effective{}, err
	}
	return Effective{
		Organisation: org, Version: doc.Version, Settings: chosen, Mode: p.Mode, Registry: p.Registry, Limits: p.Limits.WithDefaults(),
	}, nil
}

// Change changes an organisation's settings and returns what they come to. file stands in front of problems in the documents
// of the change.
func (s *Service) Change(ctx context.Context, org, file string, c settings.Change) (Effective, error) {
	return s.update(ctx, org, func(have Effective) (*settings.Settings, error) {
		for _, id := range c.DropSchemas {
			if !contains(have.Settings.Schemas(), id) {
				return nil, refusal.New(refusal.NotFound, "organisation %q has no schema %q of its own", org, id).WithHint("list them with: entrasim schema list")
			}
		}
		for _, name := range c.DropTypes {
			if !contains(have.Settings.ResourceTypes(), name) {
				return nil, refusal.New(refusal.NotFound, "organisation %q has no resource type %q of its own", org, name).WithHint("list them with: entrasim schema list")
			}
		}
		return have.Settings.With(c, s.options(file))
	})
}

// Replace exchanges an organisation's settings for a document.
func (s *Service) Replace(ctx context.Context, org, file string, doc []byte) (Effective, error) {
	return s.update(ctx, org, func(Effective) (*settings.Settings, error) { return settings.Parse(doc, s.options(file)) })
}

func (s *Service) options(file string) settings.Options {
	return settings.Options{File: file, Defect: s.checkDefect}
}

func (s *Service) update(ctx context.Context, org string, decide func(Effective) (*settings.Settings, error)) (Effective, error) {
	var out Effective
	err := s.cfg.Store.Update(ctx, func(tx store.Tx) error {
		have, err := s.effective(ctx, tx, org)
		if err != nil {
			return err
		}
		next, err := decide(have)
		if err != nil {
			return refused(err)
		}
		if _, err := tx.PutSettings(ctx, org, next.AppendJSON(nil)); err != nil {
			return err
		}
		out, err = s.effective(ctx, tx, org)
		return err
	})
	s.Forget(org)
	if err != nil {
		return Effective{}, fmt.Errorf("change settings: %w", err)
	}
	return out, nil
}

// refused turns problems of a document into a refusal.
func refused(err error) error {
	var ps document.Problems
	if !errors.As(err, &ps) {
		return err
	}
	text := ""
	for i, p := range ps {
		if i > 0 {
			text += "\n"
		}
		plain := *p
		if len(ps) == 1 {
			plain.Remedy = ""
		}
		text += plain.Error()
	}
	r := refusal.New(refusal.Invalid, "%s", text)
	switch {
	case len(ps) > 1:
		return r.WithHint("these are all that were found; nothing has been changed")
	case ps[0].Remedy != "":
		return r.WithHint("%s", ps[0].Remedy)
	}
	return r.WithHint("nothing has been changed")
}

func contains(list []settings.Document, name string) bool {
	for _, d := range list {
		if d.Name == name {
			return true
		}
	}
	return false
}
