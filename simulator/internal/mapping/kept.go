package mapping

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entrasim/entrasim/simulator/internal/mapping/syncschema"
)

// kept lists the parts of a document that have no effect here: they stay in it and are written again, and whoever relies on them
// is told. The place of each is a pointer; the messages say what would be different with Entra, as far as that is known.
func kept(s *syncschema.Schema, rule *syncschema.Rule) []Problem {
	k := &keeper{}
	for _, u := range s.UnknownMembers() {
		switch off := u.Value.Kind() == 'f' || u.Value.Kind() == 'n'; {
		case u.Name == flowNullValues && off:
		case u.Name == flowNullValues:
			k.note(u.Pointer, "flowNullValues has no effect: null values flow in inbound jobs only")
		default:
			k.note(u.Pointer, "the member %q is not known here", u.Name)
		}
	}
	for i, r := range s.SynchronizationRules {
		if r == rule {
			k.rule(fmt.Sprintf("/synchronizationRules/%d", i), r)
		}
	}
	for i, d := range s.Directories {
		if d != nil {
			k.directory(fmt.Sprintf("/directories/%d", i), d)
		}
	}
	return k.found
}

type keeper struct {
	found []Problem
	about Problem // the object mapping and target attribute that are being looked at
}

func (k *keeper) note(at, format string, args ...any) {
	p := k.about
	p.Warning, p.Pointer, p.Message = true, at, fmt.Sprintf(format, args...)
	k.found = append(k.found, p)
}

// flowNullValues has been announced for inbound jobs; newer exports have it on every mapping (CLR).
const flowNullValues = "flowNullValues"

// ordinary is the metadata that every export has, with the value that goes without saying; "" where any value does, because
// nothing depends on it.
var ordinary = map[string]string{
	"defaultSourceObjectMappings":  "", // for the opposite direction, in an internal form
	"supportsProvisionOnDemand":    "true",
	"IsCustomerDefined":            "",
	"DisableMonitoringForChanges":  "false",
	"Disposition":                  `"Normal"`,
	"ExcludeFromReporting":         "false",
	"EscrowBehavior":               `"Default"`,
	"Unsynchronized":               "false",
	"OriginalJoiningProperty":      "",
	"IsSoftDeletionSupported":      "",
	"ConnectorDataStorageRequired": "",
	"IsSynchronizeAllSupported":    "",
	"PropertyNameAccountEnabled":   "",
	"PropertyNameSoftDeleted":      "",
	"IsContainer":                  "",
	"configurationFields":          "",
}

func (k *keeper) metadata(at string, list []syncschema.Metadata) {
	for i, m := range list {
		usual, known := ordinary[m.Key]
		switch here := fmt.Sprintf("%s/metadata/%d", at, i); {
		case !known:
			k.note(here, "the metadata %q is not known here", m.Key)
		case usual != "" && m.Value != nil && !strings.EqualFold(strings.Trim(*m.Value, `"`), strings.Trim(usual, `"`)):
			k.note(here, "the metadata %s is %s, which changes nothing here: the job works as with %s", m.Key, *m.Value, usual)
		}
	}
}

func (k *keeper) rule(at string, r *syncschema.Rule) {
	k.metadata(at, r.Metadata)
	for _, filter := range []struct {
		member string
		value  jsontext.Value
	}{{"containerFilter", r.ContainerFilter}, {"groupFilter", r.GroupFilter}} {
		if len(filter.value) > 0 && filter.value.Kind() != 'n' {
			k.note(at+"/"+filter.member, "the %s has no effect, as in jobs whose source is Entra", filter.member)
		}
	}
	for i, m := range r.ObjectMappings {
		if m == nil {
			continue
		}
		here := fmt.Sprintf("%s/objectMappings/%d", at, i)
		k.about.Object = m.Name
		k.metadata(here, m.Metadata)
		for j, a := range m.AttributeMappings {
			if a != nil && a.ExportMissingReferences {
				k.about.Target = a.TargetAttributeName
				k.note(fmt.Sprintf("%s/attributeMappings/%d/exportMissingReferences", here, j), "exportMissingReferences has no documented effect and none here")
				k.about.Target = ""
			}
		}
		k.about.Object = ""
	}
}

func (k *keeper) directory(at string, d *syncschema.Directory) {
	for i, o := range d.Objects {
		if o == nil {
			continue
		}
		here := fmt.Sprintf("%s/objects/%d", at, i)
		k.metadata(here, o.Metadata)
		for j, a := range o.Attributes {
			if a == nil {
				continue
			}
			def := fmt.Sprintf("%s/attributes/%d", here, j)
			k.metadata(def, a.Metadata)
			if a.FlowNullValues {
				k.note(def+"/flowNullValues", "flowNullValues of the attribute %s has no effect: null values flow in inbound jobs only", a.Name)
			}
			if len(a.APIExpressions) > 0 {
				k.note(def+"/apiExpressions", "the apiExpressions of the attribute %s have no effect", a.Name)
			}
		}
	}
}
