package discovery

import (
	"regexp"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func characteristics() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-016", Title: "Attributes are published with all their characteristics",
			Level: harness.Should, Ref: "7643 §7, §8.7", Effect: harness.EffectRead,
			Requirement: "Every attribute publishes name, type, multiValued, required, mutability and returned, and if it is a string caseExact and uniqueness, with values of the defined sets.",
			Advice:      "Write out all characteristics, also the defaults: clients and Entra's schema discovery do not guess.",
		}, characteristicsComplete),

		harness.RFC(harness.Declaration{
			ID: "DSC-017", Title: "Attribute names are names",
			Level: harness.Must, Ref: "7643 §2.1", Effect: harness.EffectRead,
			Requirement: "Attribute names begin with a letter and go on with letters, digits, $, - and _; $ref is the exception.",
			Advice:      "Publish the name that stands in the JSON of a resource, without blanks, dots and schema URNs.",
		}, attributeNames),

		harness.RFC(harness.Declaration{
			ID: "DSC-018", Title: "Sub-attributes are not complex",
			Level: harness.Must, Ref: "7643 §2.3.8", Effect: harness.EffectRead,
			Requirement: "No sub-attribute of a complex attribute is complex itself.",
			Advice:      "Two levels are all there is: flatten the inner attribute, or make it an attribute of its own. No filter and no PATCH path reaches deeper.",
		}, notNested),

		harness.RFC(harness.Declaration{
			ID: "DSC-019", Title: "Complex attributes publish sub-attributes, references what they refer to",
			Level: harness.Must, Ref: "7643 §7", Effect: harness.EffectRead,
			Requirement: "Sub-attributes are published for attributes of type complex, and referenceTypes for those of type reference.",
			Advice:      `List subAttributes with every complex attribute, and referenceTypes (resource types, "external" or "uri") with every reference.`,
		}, partsPublished),
	}
}

// defined are the sets of values that RFC 7643 §7 defines; case does not matter there.
var defined = map[string][]string{
	"type":       {"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"},
	"mutability": {"readOnly", "readWrite", "immutable", "writeOnly"},
	"returned":   {"always", "never", "default", "request"},
	"uniqueness": {"none", "server", "global"},
}

func characteristicsComplete(t *harness.T) {
	var wrong findings
	for _, a := range attributes(documents(t, schemasPath)) {
		if text(a.raw, "name") == "" {
			wrong.add(a.at+" has no name", got(harness.Member(a.raw, "name")), "text")
		}
		keywords, flags := []string{"type", "mutability", "returned"}, []string{"multiValued", "required"}
		if strings.EqualFold(text(a.raw, "type"), "string") {
			keywords, flags = append(keywords, "uniqueness"), append(flags, "caseExact")
		}
		for _, name := range keywords {
			value := text(a.raw, name)
			if !slices.ContainsFunc(defined[name], func(s string) bool { return strings.EqualFold(s, value) }) {
				wrong.add(a.at+" has no "+name+" that RFC 7643 §7 defines", got(harness.Member(a.raw, name)), strings.Join(defined[name], ", "))
			}
		}
		for _, name := range flags {
			if v := harness.Member(a.raw, name); !isBool(v) {
				wrong.add(a.at+" does not say "+name, got(v), "true or false")
			}
		}
	}
	wrong.report(t)
}

var attributeName = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9$_-]*|\$ref)$`)

func attributeNames(t *harness.T) {
	var wrong findings
	for _, a := range attributes(documents(t, schemasPath)) {
		if name := text(a.raw, "name"); name != "" && !attributeName.MatchString(name) {
			wrong.add("the name of an attribute is not one", harness.Show(name)+" at "+a.at, "a letter, then letters, digits, $, - and _; or $ref")
		}
	}
	wrong.report(t)
}

func complexAttribute(raw map[string]any) bool {
	return strings.EqualFold(text(raw, "type"), "complex")
}

func notNested(t *harness.T) {
	var wrong findings
	for _, a := range attributes(documents(t, schemasPath)) {
		if a.parent != nil && (complexAttribute(a.raw) || !harness.Unassigned(harness.Member(a.raw, "subAttributes"))) {
			wrong.add("the sub-attribute "+a.at+" is complex", got(harness.Member(a.raw, "type")), "a simple type")
		}
	}
	wrong.report(t)
}

func partsPublished(t *harness.T) {
	var wrong findings
	for _, a := range attributes(documents(t, schemasPath)) {
		switch {
		case complexAttribute(a.raw) && len(objects(harness.Member(a.raw, "subAttributes"))) == 0:
			wrong.add("the complex attribute "+a.at+" has no sub-attributes", got(harness.Member(a.raw, "subAttributes")), "its subAttributes")
		case strings.EqualFold(text(a.raw, "type"), "reference") && harness.Unassigned(harness.Member(a.raw, "referenceTypes")):
			wrong.add("the reference "+a.at+" does not say what it refers to", "no referenceTypes", `referenceTypes such as ["User"], ["external"] or ["uri"]`)
		}
	}
	wrong.report(t)
}
