package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"github.com/entrasim/entrasim/server/internal/settings"
)

// settingsView is what the admin API says about an organisation's settings.
type settingsView struct {
	Organisation  string            `json:"organisation"`
	Version       int64             `json:"version"`
	Settings      chosen            `json:"settings"`
	Mood          string            `json:"mood"`
	Switches      map[string]string `json:"switches"`
	Limits        jsontext.Value    `json:"limits"`
	ResourceTypes []string          `json:"resourceTypes"`
}

// chosen is the settings document.
type chosen struct {
	Version       int               `json:"version"`
	Mood          string            `json:"mood,omitzero"`
	Seed          uint64            `json:"seed,omitzero"`
	Switches      map[string]string `json:"switches,omitempty"`
	Defects       []string          `json:"defects,omitempty"`
	Limits        jsontext.Value    `json:"limits,omitzero"`
	Schemas       []jsontext.Value  `json:"schemas,omitempty"`
	ResourceTypes []jsontext.Value  `json:"resourceTypes,omitempty"`
}

func orgShow() *cobra.Command {
	var conn connection
	c := &cobra.Command{
		Use: "show ID", Short: "Show how an organisation is served: mood, switches, defects, limits", Args: exactly("ID"),
		RunE: run(func(c *cobra.Command, args []string) error {
			return conn.with(c, func(ctx context.Context, cl *client) error {
				var v settingsView
				if err := cl.call(ctx, http.MethodGet, orgPath(args[0], "settings"), nil, &v); err != nil {
					return err
				}
				return conn.showSettings(c.OutOrStdout(), v)
			})
		}),
	}
	conn.flags(c)
	return c
}

// settingsChange is what org set sends.
type settingsChange struct {
	Mood     *string            `json:"mood,omitzero"`
	Seed     *uint64            `json:"seed,omitzero"`
	Switches map[string]*string `json:"switches,omitempty"`
	Defects  *[]string          `json:"defects,omitzero"`
	TurnOn   []string           `json:"turnOn,omitempty"`
	TurnOff  []string           `json:"turnOff,omitempty"`
	Limits   jsontext.Value     `json:"limits,omitzero"`
}

func orgSet() *cobra.Command {
	var (
		conn                        connection
		mood, file                  string
		seed                        uint64
		switches, defects, off, lim []string
		noDefects                   bool
	)
	c := &cobra.Command{
		Use: "set ID", Short: "Change how an organisation is served: mood, switches, defects, limits", Args: exactly("ID"),
		Long: `Change how an organisation is served. What is not named stays as it is, and the change holds from the next request on.

A mood is a set of switches; entrasim switches lists them. A defect is something the server then gets wrong on purpose;
entrasim defects lists them. Limits are:

` + limitHelp(),
		Example: `  entrasim org set dev --mood strict --switch op-case=entra
  entrasim org set dev --defect resources-null --defect etag-volatile
  entrasim org set dev --no-defects --limit maxResults=50 --limit rate=25`,
		RunE: run(func(c *cobra.Command, args []string) error {
			var change settingsChange
			f := c.Flags()
			if f.Changed("mood") {
				change.Mood = &mood
			}
			if f.Changed("seed") {
				change.Seed = &seed
			}
			var err error
			if change.Switches, err = readSwitches(switches); err != nil {
				return err
			}
			if change.Limits, err = readLimits(lim); err != nil {
				return err
			}
			change.TurnOn, change.TurnOff = defects, off
			if noDefects {
				change.Defects = &[]string{}
			}
			doc, err := settingsFile(c, file)
			if err != nil {
				return err
			}
			return conn.with(c, func(ctx context.Context, cl *client) error {
				path := orgPath(args[0], "settings")
				var replaced, changed settingsView
				if doc != nil {
					if err := cl.call(ctx, http.MethodPut, path, doc, &replaced); err != nil {
						return inFile(file, err)
					}
					if change.isEmpty() {
						return conn.showSettings(c.OutOrStdout(), replaced)
					}
				}
				if err := cl.call(ctx, http.MethodPatch, path, change, &changed); err != nil {
					return err
				}
				return conn.showSettings(c.OutOrStdout(), changed)
			})
		}),
	}
	conn.flags(c)
	f := c.Flags()
	f.StringVar(&mood, "mood", "", `entra, strict or awkward; "" goes back to the mood it was created with`)
	f.Uint64Var(&seed, "seed", 0, "whole number that awkward switches and defects follow from")
	f.StringSliceVar(&switches, "switch", nil, "NAME=CHOICE; NAME= goes back to what the mood has (repeatable)")
	f.StringSliceVar(&defects, "defect", nil, "turn a defect on (repeatable)")
	f.StringSliceVar(&off, "no-defect", nil, "turn a defect off (repeatable)")
	f.BoolVar(&noDefects, "no-defects", false, "turn all defects off, before --defect")
	f.StringSliceVar(&lim, "limit", nil, "NAME=NUMBER; replaces all limits (repeatable)")
	f.StringVar(&file, "file", "", "settings document that replaces everything, before the other flags; - reads stdin")
	return c
}

func (s settingsChange) isEmpty() bool {
	return s.Mood == nil && s.Seed == nil && len(s.Switches) == 0 && s.Defects == nil && len(s.TurnOn) == 0 && len(s.TurnOff) == 0 && s.Limits == nil
}

// readSwitches reads NAME=CHOICE.
func readSwitches(list []string) (map[string]*string, error) {
	out := map[string]*string{}
	for _, text := range list {
		name, choice, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usage(nil, "write it like op-case=strict; entrasim switches lists the names", "--switch %q has no choice", text)
		}
		if out[name] = &choice; choice == "" {
			out[name] = nil
		}
	}
	return out, nil
}

// readLimits reads NAME=NUMBER.
func readLimits(list []string) (jsontext.Value, error) {
	if len(list) == 0 {
		return nil, nil
	}
	doc := []byte("{")
	for i, text := range list {
		name, value, ok := strings.Cut(text, "=")
		if _, err := strconv.ParseFloat(value, 64); !ok || err != nil {
			return nil, usage(nil, "write it like maxResults=50", "--limit %q has no number", text)
		}
		if i > 0 {
			doc = append(doc, ',')
		}
		var err error
		if doc, err = jsontext.AppendQuote(doc, name); err != nil {
			return nil, usage(err, "write it like maxResults=50", "--limit %q", text)
		}
		doc = append(append(doc, ':'), value...)
	}
	doc = append(doc, '}')
	if !jsontext.Value(doc).IsValid() {
		return nil, usage(nil, "write plain numbers, and each limit once", "--limit: %s cannot be read", strings.Join(list, " "))
	}
	return doc, nil
}

// limitHelp lists the limits with their defaults.
func limitHelp() string {
	var b strings.Builder
	for _, l := range settings.Limits() {
		def := "-"
		if l.Default > 0 {
			def = strconv.FormatInt(l.Default, 10)
		}
		fmt.Fprintf(&b, "  %-17s%8s  %s\n", l.Name, def, l.About)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// settingsFile reads a file that is JSON, or nothing for no name.
func settingsFile(c *cobra.Command, name string) (jsontext.Value, error) {
	if name == "" {
		return nil, nil
	}
	var (
		data []byte
		err  error
	)
	if name == "-" {
		data, err = io.ReadAll(c.InOrStdin())
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, usage(err, "name a file that can be read, or - for stdin", "read %s", name)
	}
	return data, nil
}

func (c *connection) showSettings(w io.Writer, v settingsView) error {
	if c.asJSON {
		return printJSON(w, v)
	}
	var switches []string
	for _, name := range slices.Sorted(maps.Keys(v.Settings.Switches)) {
		switches = append(switches, name+"="+v.Settings.Switches[name])
	}
	limits := "defaults"
	if v.Settings.Limits != nil {
		limits = strings.NewReplacer(`"`, "", "{", "", "}", "", "\n", "", ":", "=", ",", " ", " ", "").Replace(v.Settings.Limits.String())
	}
	for _, row := range [][2]string{
		{"organisation", v.Organisation},
		{"settings version", strconv.FormatInt(v.Version, 10)},
		{"mood", v.Mood},
		{"switches", dash(strings.Join(switches, " "))},
		{"seed", strconv.FormatUint(v.Settings.Seed, 10)},
		{"defects", dash(strings.Join(v.Settings.Defects, " "))},
		{"limits", limits},
		{"resource types", strings.Join(v.ResourceTypes, " ")},
		{"schemas of its own", strconv.Itoa(len(v.Settings.Schemas))},
	} {
		if _, err := fmt.Fprintf(w, "%-20s %s\n", row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}
