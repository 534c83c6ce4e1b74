package selftest

import (
	_ "embed"
	"fmt"
	"net/url"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/harness"
)

// extended are the schemas and resource types of Extend: an extension of users with an attribute of every type and
// characteristic, one of them named as one of the core, and a resource type.
//
//go:embed testdata/extended.json
var extended []byte

// extendedDefects are faults that show only in a server so extended.
//
//go:embed testdata/extended-defects.yaml
var extendedDefects []byte

const extendedDefectsFile = "extended-defects.yaml"

// Extend gives the server schemas and a resource type of its own (testdata/extended.json).
func (r *Reference) Extend() error {
	const organisation = "/admin/v1/organisations/" + server.DefaultOrganisation
	var docs struct {
		Schemas []struct {
			Extends  string         `json:"extends"`
			Document jsontext.Value `json:"document"`
		} `json:"schemas"`
		ResourceTypes []jsontext.Value `json:"resourceTypes"`
	}
	if err := json.Unmarshal(extended, &docs); err != nil {
		return fmt.Errorf("read the schemas of the extended server: %w", err)
	}
	for _, s := range docs.Schemas {
		query := ""
		if s.Extends != "" {
			query = "?extends=" + url.QueryEscape(s.Extends)
		}
		if _, err := r.administer(organisation+"/schemas"+query, string(s.Document)); err != nil {
			return err
		}
	}
	for _, rt := range docs.ResourceTypes {
		if _, err := r.administer(organisation+"/resource-types", string(rt)); err != nil {
			return err
		}
	}
	return nil
}

// extend prepares a server with other people's data and schemas of its own.
func extend(r *Reference) error {
	if err := r.Extend(); err != nil {
		return err
	}
	return r.Populate()
}

// ExtendedMoods is Moods with a server that has schemas and a resource type of its own, in one awkward world.
func ExtendedMoods(t *testing.T, specs []harness.Spec, differences Differences) {
	t.Helper()
	proveMoods(t, specs, differences, awkwardSeeds[:1], extend)
}

// ExtendedCatches is Catches with a server that has schemas and a resource type of its own. It does not ask that every check
// is in the table.
func ExtendedCatches(t *testing.T, specs []harness.Spec, table map[string][]string) {
	t.Helper()
	picked := map[string]string{}
	for _, s := range specs {
		picked[s.ID] = "the other table says by what it is proven"
	}
	proveCatches(t, specs, table, picked, extend)
}
