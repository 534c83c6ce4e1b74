package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server/internal/profile"
	"github.com/entrasim/entrasim/server/internal/settings"
)

// schemaView is a schema of an organisation's own.
type schemaView struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Extends  []extends      `json:"extends"` // resource types it is an extension of
	Base     string         `json:"base"`    // resource type it is the base of, "" none
	Document jsontext.Value `json:"document"`
}

type extends struct {
	ResourceType string `json:"resourceType"`
	Required     bool   `json:"required"`
}

func viewSchemas(e profile.Effective) []schemaView {
	out := []schemaView{}
	for _, d := range e.Settings.Schemas() {
		v := schemaView{ID: d.Name, Extends: []extends{}, Document: d.Raw}
		if s := e.Registry.Schema(d.Name); s != nil {
			v.Name = s.Name
		}
		for _, rt := range e.Registry.ResourceTypes() {
			if strings.EqualFold(rt.Schema.ID, d.Name) {
				v.Base = rt.Name
			}
			for _, x := range rt.Extensions {
				if strings.EqualFold(x.Schema.ID, d.Name) {
					v.Extends = append(v.Extends, extends{rt.Name, x.Required})
				}
			}
		}
		out = append(out, v)
	}
	return out
}

func (a *API) listSchemas(w http.ResponseWriter, r *http.Request) error {
	e, err := a.cfg.Profiles.Settings(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Schemas []schemaView `json:"schemas"`
	}{viewSchemas(e)})
}

// putSchema adds a schema, and makes it an extension of the resource types that the query names.
func (a *API) putSchema(w http.ResponseWriter, r *http.Request) error {
	doc, err := readBody(w, r, settings.MaxSize)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	required := false
	if text := q.Get("required"); text != "" {
		if required, err = strconv.ParseBool(text); err != nil {
			return badRequest("write true or false", "required=%q is not a boolean", text)
		}
	}
	c := settings.Change{PutSchemas: []jsontext.Value{doc}}
	if q.Has("extends") {
		id, err := settings.DocumentName(doc, "id")
		if err != nil {
			return badRequest("", "%v", err)
		}
		for _, rt := range q["extends"] {
			c.Extend = append(c.Extend, settings.Extension{ResourceType: rt, Schema: id, Required: required})
		}
	} else if required {
		return badRequest("name a resource type with extends=", "required=true means nothing without extends")
	}
	return a.changeSettings(w, r, c, http.StatusCreated)
}

func (a *API) dropSchema(w http.ResponseWriter, r *http.Request) error {
	return a.drop(w, r, settings.Change{DropSchemas: []string{r.PathValue("schema")}})
}

// typeView is a resource type as an organisation has it.
type typeView struct {
	Name       string          `json:"name"`
	Endpoint   string          `json:"endpoint"`
	Schema     string          `json:"schema"`
	Extensions []typeExtension `json:"schemaExtensions"`
	Own        bool            `json:"own"` // the organisation has a document for it
}

type typeExtension struct {
	Schema   string `json:"schema"`
	Required bool   `json:"required"`
}

func (a *API) listTypes(w http.ResponseWriter, r *http.Request) error {
	e, err := a.cfg.Profiles.Settings(r.Context(), r.PathValue("org"))
	if err != nil {
		return err
	}
	out := []typeView{}
	for _, rt := range e.Registry.ResourceTypes() {
		v := typeView{Name: rt.Name, Endpoint: rt.Endpoint, Schema: rt.Schema.ID, Extensions: []typeExtension{}}
		for _, x := range rt.Extensions {
			v.Extensions = append(v.Extensions, typeExtension{x.Schema.ID, x.Required})
		}
		v.Own = slices.ContainsFunc(e.Settings.ResourceTypes(), func(d settings.Document) bool { return d.Name == rt.Name })
		out = append(out, v)
	}
	return writeJSON(w, http.StatusOK, struct {
		Types []typeView `json:"resourceTypes"`
	}{out})
}

func (a *API) putType(w http.ResponseWriter, r *http.Request) error {
	doc, err := readBody(w, r, settings.MaxSize)
	if err != nil {
		return err
	}
	return a.changeSettings(w, r, settings.Change{PutTypes: []jsontext.Value{doc}}, http.StatusCreated)
}

func (a *API) dropType(w http.ResponseWriter, r *http.Request) error {
	return a.drop(w, r, settings.Change{DropTypes: []string{r.PathValue("type")}})
}

func (a *API) drop(w http.ResponseWriter, r *http.Request, c settings.Change) error {
	if _, err := a.cfg.Profiles.Change(r.Context(), r.PathValue("org"), "", c); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
