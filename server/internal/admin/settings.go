package admin

import (
	"net/http"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/settings"
)

// settingsView is an organisation's settings and what they come to.
type settingsView struct {
	Organisation string            `json:"organisation"`
	Version      int64             `json:"version"`  // 0: never set
	Settings     jsontext.Value    `json:"settings"` // the document
	Mood         string            `json:"mood"`
	Switches     map[string]string `json:"switches"` // choice of every switch
	Limits       limits            `json:"limits"`
	Types        []string          `json:"resourceTypes"`
}

// limits are the limits in effect.
type limits struct {
	MaxResults      int     `json:"maxResults"`
	DefaultCount    int     `json:"defaultCount"`
	FilterLength    int     `json:"filterLength"`
	FilterDepth     int     `json:"filterDepth"`
	PatchOperations int     `json:"patchOperations"`
	Members         int     `json:"members"`
	BulkOperations  int     `json:"bulkOperations"`
	Body            int64   `json:"body"`
	Concurrent      int     `json:"concurrent"`
	Rate            float64 `json:"rate"`
	Burst           int     `json:"burst"`
}

func viewSettings(e profile.Effective) settingsView {
	v := settingsView{
		Organisation: e.Organisation, Version: e.Version, Settings: e.Settings.AppendJSON(nil), Mood: e.Mode.Name,
		Switches: map[string]string{}, Limits: limits(e.Limits),
	}
	for _, s := range schema.Switches() {
		v.Switches[s.Name] = string(s.Of(e.Mode))
	}
	for _, rt := range e.Registry.ResourceTypes() {
		v.Types = append(v.Types, rt.Name)
	}
	return v
}

func (a *API) getSettings(w http.ResponseWriter, r *http.Request) error {
	e, err := a.cfg.Profiles.Settings(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, viewSettings(e))
}

// putSettings replaces the document as a whole.
func (a *API) putSettings(w http.ResponseWriter, r *http.Request) error {
	doc, err := readBody(w, r, settings.MaxSize)
	if err != nil {
		return err
	}
	e, err := a.cfg.Profiles.Replace(r.Context(), r.PathValue("org"), "", doc)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, viewSettings(e))
}

// patchSettings changes what the body names.
func (a *API) patchSettings(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Mood     *string            `json:"mood"`
		Seed     *uint64            `json:"seed"`
		Switches map[string]*string `json:"switches"` // null: as the mood has it
		Defects  *[]string          `json:"defects"`
		TurnOn   []string           `json:"turnOn"`
		TurnOff  []string           `json:"turnOff"`
		Limits   jsontext.Value     `json:"limits"`
	}
	if err := readJSON(w, r, &in); err != nil {
		return err
	}
	c := settings.Change{
		Mood: in.Mood, Seed: in.Seed, Switches: map[string]string{}, Defects: in.Defects, TurnOn: in.TurnOn, TurnOff: in.TurnOff, Limits: in.Limits,
	}
	for name, choice := range in.Switches {
		c.Switches[name] = ""
		if choice != nil {
			c.Switches[name] = *choice
		}
	}
	return a.changeSettings(w, r, c, http.StatusOK)
}

func (a *API) changeSettings(w http.ResponseWriter, r *http.Request, c settings.Change, status int) error {
	e, err := a.cfg.Profiles.Change(r.Context(), r.PathValue("org"), "", c)
	if err != nil {
		return err
	}
	return writeJSON(w, status, viewSettings(e))
}

// switchView is a row of the table of switches.
type switchView struct {
	Name     string   `json:"name"`
	About    string   `json:"about"`
	Entra    string   `json:"entra"`
	Strict   string   `json:"strict"`
	Awkward  string   `json:"awkward,omitzero"`
	Evidence string   `json:"evidence"`
	Choices  []string `json:"choices"`
}

func (a *API) listSwitches(w http.ResponseWriter, _ *http.Request) error {
	var out struct {
		Switches []switchView `json:"switches"`
	}
	for _, s := range schema.Switches() {
		v := switchView{Name: s.Name, About: s.Area, Entra: s.Entra, Strict: s.Behaviour(schema.Strict), Awkward: s.Awkward, Evidence: s.Evidence}
		for _, c := range s.Choices() {
			v.Choices = append(v.Choices, string(c))
		}
		out.Switches = append(out.Switches, v)
	}
	return writeJSON(w, http.StatusOK, out)
}

// Defect is a fault that an organisation, or the whole server, can have.
type Defect struct {
	Name   string   `json:"name"`
	Title  string   `json:"title"`
	Models string   `json:"models"`
	Source string   `json:"source"`
	Checks []string `json:"checks"`
	Front  bool     `json:"front"` // for the whole server only
}

func (a *API) listDefects(w http.ResponseWriter, _ *http.Request) error {
	list, err := a.cfg.Defects()
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Defects []Defect `json:"defects"`
	}{list})
}
