package discovery

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func core() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-020", Title: "The User schema says of userName, password and groups what the RFC says",
			Level: harness.Should, Ref: "7643 §8.7.1", Effect: harness.EffectRead,
			Requirement: "In the core User schema userName is required, unique within the server and not case-exact, password is writeOnly and never returned, groups is readOnly.",
			Advice:      "Publish the characteristics of RFC 7643 §8.7.1 and behave accordingly; attributes that you do not have may be left out.",
		}, coreUser),

		harness.RFC(harness.Declaration{
			ID: "DSC-021", Title: "The Group schema has displayName and members as the RFC has them",
			Level: harness.Should, Ref: "7643 §8.7.1", Gate: harness.GateGroups, Effect: harness.EffectRead,
			Requirement: "The core Group schema has displayName and members; value, $ref and type of members are immutable, and $ref refers to User and Group.",
			Advice:      "Publish members with value, $ref and type as immutable sub-attributes and referenceTypes [\"User\",\"Group\"] ([\"User\"] where groups cannot be members).",
		}, coreGroup),
	}
}

// published finds a schema among the documents. What is not listed at all is DSC-012's business.
func published(t *harness.T, urn string) map[string]any {
	for _, doc := range documents(t, schemasPath) {
		if strings.EqualFold(text(doc, "id"), urn) {
			return doc
		}
	}
	return nil
}

// named finds a published attribute by name in a list of them.
func named(list any, name string) map[string]any {
	for _, a := range objects(list) {
		if strings.EqualFold(text(a, "name"), name) {
			return a
		}
	}
	return nil
}

// want is one characteristic that an attribute should have.
type want struct {
	attribute, characteristic string
	value                     any
}

func (w want) holds(a map[string]any) bool {
	v := harness.Member(a, w.characteristic)
	if s, ok := w.value.(string); ok {
		is, _ := v.(string)
		return strings.EqualFold(is, s)
	}
	return v == w.value
}

// implied are the defaults of RFC 7643 §2.2: what is left out is DSC-016's business, and says this.
var implied = map[string]any{"required": false, "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none"}

func compare(attributes any, where string, wants []want) (wrong findings) {
	for _, w := range wants {
		a := named(attributes, w.attribute)
		if a == nil {
			continue
		}
		if v := harness.Member(a, w.characteristic); v == nil {
			a = map[string]any{w.characteristic: implied[w.characteristic]}
		}
		if !w.holds(a) {
			wrong.add(fmt.Sprintf("%s%s is not published as the RFC has it", where, w.attribute),
				w.characteristic+": "+got(harness.Member(a, w.characteristic)), w.characteristic+": "+harness.Show(w.value))
		}
	}
	return wrong
}

func coreUser(t *harness.T) {
	doc := published(t, harness.UserURN)
	if doc == nil {
		t.SkipBecause("the User schema is not listed, which DSC-012 is about")
	}
	attributes := harness.Member(doc, "attributes")
	var wrong findings
	if named(attributes, "userName") == nil {
		wrong.add("the User schema has no userName", "no such attribute", "userName")
	}
	wrong = append(wrong, compare(attributes, "", []want{
		{"userName", "required", true},
		{"userName", "uniqueness", "server"},
		{"userName", "caseExact", false},
		{"password", "mutability", "writeOnly"},
		{"password", "returned", "never"},
		{"groups", "mutability", "readOnly"},
	})...)
	wrong = slices.DeleteFunc(wrong, func(f finding) bool { return f.got == `uniqueness: "global"` }) // more than asked for
	wrong.report(t)
}

func coreGroup(t *harness.T) {
	doc := published(t, harness.GroupURN)
	if doc == nil {
		t.SkipBecause("the Group schema is not listed, which DSC-012 is about")
	}
	attributes := harness.Member(doc, "attributes")
	var wrong findings
	for _, name := range []string{"displayName", "members"} {
		if named(attributes, name) == nil {
			wrong.add("the Group schema has no "+name, "no such attribute", name)
		}
	}
	subs := harness.Member(named(attributes, "members"), "subAttributes")
	if named(attributes, "members") != nil && named(subs, "value") == nil {
		wrong.add("members has no sub-attribute value", "no such sub-attribute", "value")
	}
	wrong = append(wrong, compare(subs, "members.", []want{
		{"value", "mutability", "immutable"}, {"$ref", "mutability", "immutable"}, {"type", "mutability", "immutable"},
	})...)
	if ref := named(subs, "$ref"); ref != nil {
		kinds := harness.Member(ref, "referenceTypes")
		if !listed(kinds, "User") {
			wrong.add("members.$ref does not refer to users", got(kinds), `["User","Group"]`)
		} else if !listed(kinds, "Group") {
			t.Remark("members.$ref refers to users only: groups cannot be members of groups here")
		}
	}
	wrong.report(t)
}
