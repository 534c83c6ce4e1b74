package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
)

// ownSchema is a schema of an organisation's own.
type ownSchema struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Extends []struct {
		ResourceType string `json:"resourceType"`
		Required     bool   `json:"required"`
	} `json:"extends"`
	Base     string         `json:"base"`
	Document jsontext.Value `json:"document"`
}

// resourceType is a resource type of an organisation.
type resourceType struct {
	Name       string `json:"name"`
	Endpoint   string `json:"endpoint"`
	Schema     string `json:"schema"`
	Extensions []struct {
		Schema   string `json:"schema"`
		Required bool   `json:"required"`
	} `json:"schemaExtensions"`
	Own bool `json:"own"`
}

func schemaCommand() *cobra.Command {
	return group("schema", "Manage an organisation's own schemas and resource types", schemaAdd(), schemaList(), schemaRemove())
}

func schemaAdd() *cobra.Command {
	var (
		conn     connection
		org      string
		extends  []string
		required bool
	)
	c := &cobra.Command{
		Use: "add FILE", Short: "Add a schema or resource type, or replace the one of the same name", Args: exactly("FILE"),
		Long: `Add a schema (RFC 7643 §7) or a resource type (RFC 7643 §6), or replace the one of the same name. The file holds what
/Schemas or /ResourceTypes would answer; - reads stdin.`,
		Example: `  entrasim schema add badge.json --extends User --required
  entrasim schema add device.json
  entrasim schema add device-type.json`,
		RunE: run(func(c *cobra.Command, args []string) error {
			doc, err := settingsFile(c, args[0])
			if err != nil {
				return err
			}
			path := "schemas"
			if isResourceType(doc) {
				if path = "resource-types"; len(extends) > 0 || required {
					return usage(nil, "put schemaExtensions into the document", "%s is a resource type; --extends and --required go with schemas", args[0])
				}
			}
			query := url.Values{"extends": extends}
			if required {
				query.Set("required", "true")
			}
			target := orgPath(org, path)
			if len(query.Encode()) > 0 {
				target += "?" + query.Encode()
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var v settingsView
				if err := cl.call(ctx, http.MethodPost, target, doc, &v); err != nil {
					return inFile(args[0], err)
				}
				return conn.showSettings(c.OutOrStdout(), v)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	c.Flags().StringArrayVar(&extends, "extends", nil, "resource type that the schema becomes an extension of (repeatable)")
	c.Flags().BoolVar(&required, "required", false, "resources of these types must have it")
	return c
}

// isResourceType tells the two kinds of document apart. What is neither is taken for a schema, whose reader says what is wrong.
func isResourceType(doc jsontext.Value) bool {
	var members map[string]jsontext.Value
	if json.Unmarshal(doc, &members) != nil {
		return false
	}
	_, attributes := members["attributes"]
	_, endpoint := members["endpoint"]
	_, extensions := members["schemaExtensions"]
	return !attributes && (endpoint || extensions)
}

// inFile puts the name of a file before the positions of an error.
func inFile(name string, err error) error {
	e, ok := err.(*Error)
	if ok && e.Code == exitUsage && e.Message != "" && e.Message[0] >= '0' && e.Message[0] <= '9' {
		e.Message = name + ":" + e.Message
	}
	return err
}

func schemaList() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "list", Short: "List an organisation's schemas and resource types", Args: exactly(),
		RunE: run(func(c *cobra.Command, _ []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				// Two answers with one member each, which land in one value.
				var out struct {
					Schemas []ownSchema    `json:"schemas"`
					Types   []resourceType `json:"resourceTypes"`
				}
				for _, what := range []string{"schemas", "resource-types"} {
					if err := cl.call(ctx, http.MethodGet, orgPath(org, what), nil, &out); err != nil {
						return err
					}
				}
				if conn.asJSON {
					return printJSON(c.OutOrStdout(), out)
				}
				var types, schemas [][]string
				for _, t := range out.Types {
					var exts []string
					for _, e := range t.Extensions {
						exts = append(exts, e.Schema+optional(e.Required))
					}
					types = append(types, []string{t.Name, t.Endpoint, t.Schema, dash(strings.Join(exts, " "))})
				}
				for _, s := range out.Schemas {
					var used []string
					for _, e := range s.Extends {
						used = append(used, "extends "+e.ResourceType+optional(e.Required))
					}
					if s.Base != "" {
						used = append(used, "base of "+s.Base)
					}
					schemas = append(schemas, []string{s.ID, s.Name, dash(strings.Join(used, ", "))})
				}
				w := c.OutOrStdout()
				if err := printTable(w, []string{"RESOURCE TYPE", "ENDPOINT", "SCHEMA", "EXTENSIONS"}, types); err != nil {
					return err
				}
				fmt.Fprintln(w)
				return printTable(w, []string{"OWN SCHEMA", "NAME", "USED"}, schemas)
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}

func optional(required bool) string {
	if required {
		return " (required)"
	}
	return ""
}

func schemaRemove() *cobra.Command {
	var (
		conn connection
		org  string
	)
	c := &cobra.Command{
		Use: "remove URN|TYPE", Short: "Remove a schema by its URN, or a resource type by its name", Args: exactly("URN|TYPE"),
		Long: `Remove a schema by its URN, or a resource type by its name. Values that resources have for the schema are not shown any
more, and go with the next change of the resource.`,
		RunE: run(func(c *cobra.Command, args []string) error {
			kind := "resource-types"
			if strings.Contains(args[0], ":") {
				kind = "schemas"
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				if err := cl.call(ctx, http.MethodDelete, orgPath(org, kind, args[0]), nil, nil); err != nil {
					return err
				}
				return conn.done(c, "removed", args[0])
			})
		}),
	}
	conn.flags(c)
	orgFlag(c, &org)
	return c
}
