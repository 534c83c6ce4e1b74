package schema

import (
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// AppendJSON appends the Schema resource (RFC 7643 §7). base is the URL of the SCIM endpoint without trailing slash, for
// meta.location.
func (s *Schema) AppendJSON(dst []byte, base string) []byte {
	dst = append(dst, `{"schemas":["`+scim.SchemaSchema+`"],"id":`...)
	dst = scim.AppendString(dst, s.ID)
	dst = append(dst, `,"name":`...)
	dst = scim.AppendString(dst, s.Name)
	dst = append(dst, `,"description":`...)
	dst = scim.AppendString(dst, s.Description)
	dst = append(dst, `,"attributes":`...)
	dst = appendAttributes(dst, s.Attributes)
	return appendMeta(dst, "Schema", base+"/Schemas/"+s.ID)
}

// WithExternalID is the schema as it is shown where externalId, which is common to all resources, has to be listed.
func (s *Schema) WithExternalID() *Schema {
	return &Schema{ID: s.ID, Name: s.Name, Description: s.Description, Attributes: append([]*Attribute{newCommon().externalID}, s.Attributes...)}
}

func appendAttributes(dst []byte, attrs []*Attribute) []byte {
	dst = append(dst, '[')
	for i, a := range attrs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = a.appendJSON(dst)
	}
	return append(dst, ']')
}

// appendJSON writes the characteristics in the order of RFC 7643 §8.7. What does not apply to the type is left out:
// booleans and complex values have no caseExact, booleans no uniqueness.
func (a *Attribute) appendJSON(dst []byte) []byte {
	text := func(key, v string) {
		dst = append(dst, key...)
		dst = scim.AppendString(dst, v)
	}
	flag := func(key string, v bool) {
		dst = append(dst, key...)
		dst = strconv.AppendBool(dst, v)
	}
	text(`{"name":`, a.Name)
	text(`,"type":`, a.Type.String())
	flag(`,"multiValued":`, a.MultiValued)
	text(`,"description":`, a.Description)
	flag(`,"required":`, a.Required)
	if a.Type == String || a.Type == Reference || a.Type == Binary || a.Type == DateTime {
		flag(`,"caseExact":`, a.CaseExact)
	}
	if len(a.CanonicalValues) > 0 {
		dst = appendTexts(append(dst, `,"canonicalValues":`...), a.CanonicalValues)
	}
	text(`,"mutability":`, a.Mutability.String())
	text(`,"returned":`, a.Returned.String())
	if a.Type != Boolean {
		text(`,"uniqueness":`, a.Uniqueness.String())
	}
	if len(a.ReferenceTypes) > 0 {
		dst = appendTexts(append(dst, `,"referenceTypes":`...), a.ReferenceTypes)
	}
	if a.Type == Complex {
		dst = appendAttributes(append(dst, `,"subAttributes":`...), a.SubAttributes)
	}
	return append(dst, '}')
}

func appendTexts(dst []byte, list []string) []byte {
	dst = append(dst, '[')
	for i, s := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = scim.AppendString(dst, s)
	}
	return append(dst, ']')
}

// AppendJSON appends the ResourceType resource (RFC 7643 §6); base as for Schema.AppendJSON.
func (rt *ResourceType) AppendJSON(dst []byte, base string) []byte {
	dst = append(dst, `{"schemas":["`+scim.SchemaResourceType+`"],"id":`...)
	dst = scim.AppendString(dst, rt.Name)
	dst = append(dst, `,"name":`...)
	dst = scim.AppendString(dst, rt.Name)
	dst = append(dst, `,"description":`...)
	dst = scim.AppendString(dst, rt.Description)
	dst = append(dst, `,"endpoint":`...)
	dst = scim.AppendString(dst, rt.Endpoint)
	dst = append(dst, `,"schema":`...)
	dst = scim.AppendString(dst, rt.Schema.ID)
	dst = append(dst, `,"schemaExtensions":[`...)
	for i, e := range rt.Extensions {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"schema":`...)
		dst = scim.AppendString(dst, e.Schema.ID)
		dst = append(dst, `,"required":`...)
		dst = strconv.AppendBool(dst, e.Required)
		dst = append(dst, '}')
	}
	dst = append(dst, ']')
	return appendMeta(dst, "ResourceType", base+"/ResourceTypes/"+rt.Name)
}

func appendMeta(dst []byte, resourceType, location string) []byte {
	dst = append(dst, `,"meta":{"resourceType":"`+resourceType+`","location":`...)
	dst = scim.AppendString(dst, location)
	return append(dst, "}}"...)
}
