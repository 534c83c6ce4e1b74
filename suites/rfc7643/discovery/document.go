package discovery

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// provided reads /ServiceProviderConfig; the check is skipped when there is none, which DSC-001 is about.
func provided(t *harness.T) (answer *harness.Answer) {
	t.Arrange("reading "+configPath, func() {
		answer = t.Get(configPath).Is(http.StatusOK)
		answer.Object()
		if listed(answer.Doc()["schemas"], harness.ListResponseURN) {
			answer.Fail("it is a list", "a ListResponse", "one object")
		}
	})
	return answer
}

// documents reads a collection of documents; the check is skipped when that cannot be done, which DSC-006 and DSC-012 are
// about.
func documents(t *harness.T, path string) (docs []map[string]any) {
	t.Arrange("reading "+path, func() { docs = t.Get(path).List() })
	if len(docs) == 0 {
		t.SkipBecause(path + " lists nothing")
	}
	return docs
}

// listed tells whether an array of text holds a URN, in any letter case.
func listed(array any, urn string) bool {
	list, _ := array.([]any)
	return slices.ContainsFunc(list, func(v any) bool {
		text, _ := v.(string)
		return strings.EqualFold(text, urn)
	})
}

func text(object map[string]any, name string) string {
	s, _ := harness.Member(object, name).(string)
	return s
}

// objects are the elements of an array that are objects.
func objects(array any) []map[string]any {
	list, _ := array.([]any)
	var out []map[string]any
	for _, v := range list {
		if o, ok := v.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// label names a document in the texts of a failure.
func label(doc map[string]any) string {
	for _, name := range []string{"id", "name", "endpoint"} {
		if s := text(doc, name); s != "" {
			return s
		}
	}
	return "a document without id and name"
}

// item is the path of one document of a collection.
func item(collection, id string) string { return collection + "/" + url.PathEscape(id) }

// describesDiscovery tells whether a schema is one of those that describe the documents themselves.
func describesDiscovery(urn string) bool {
	return slices.ContainsFunc([]string{configURN, typeURN, schemaURN}, func(u string) bool { return strings.EqualFold(u, urn) })
}

// attribute is a published attribute as it came, with the place where it stands.
type attribute struct {
	at     string // urn:…:User.name.givenName
	parent map[string]any
	raw    map[string]any
}

// attributes are all published attributes and sub-attributes of the resources' schemas.
func attributes(docs []map[string]any) []attribute {
	var out []attribute
	var walk func(at string, parent map[string]any, list any)
	walk = func(at string, parent map[string]any, list any) {
		for i, raw := range objects(list) {
			name := text(raw, "name")
			if name == "" {
				name = fmt.Sprintf("attribute %d", i+1)
			}
			out = append(out, attribute{at + name, parent, raw})
			walk(at+name+".", raw, harness.Member(raw, "subAttributes"))
		}
	}
	for _, doc := range docs {
		if urn := text(doc, "id"); !describesDiscovery(urn) {
			walk(label(doc)+".", nil, harness.Member(doc, "attributes"))
		}
	}
	return out
}

// findings reports what is wrong with a document: the first decides, the others are remarks.
type findings []finding

type finding struct{ reason, got, allowed string }

func (f *findings) add(reason, got, allowed string) {
	*f = append(*f, finding{reason, got, allowed})
}

func (f findings) report(t *harness.T) {
	const most = 12 // a mistake made once in a program shows at every attribute
	if len(f) == 0 {
		return
	}
	for i, further := range f[1:] {
		if i == most {
			t.Remark("and %d more", len(f)-1-most)
			break
		}
		t.Remark("also: %s, got %s, allowed: %s", further.reason, further.got, further.allowed)
	}
	t.Fail(f[0].reason, f[0].got, f[0].allowed)
}

// got shows a value, or that there is none.
func got(v any) string {
	if v == nil {
		return "nothing"
	}
	return harness.Show(v)
}

// comparable is a document without what may differ from read to read or from list to item: meta, and the order of arrays.
func comparable(v any) any {
	switch x := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if key != "meta" && !harness.Unassigned(x[key]) {
				out[key] = comparable(x[key])
			}
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = comparable(e)
		}
		slices.SortFunc(out, func(a, b any) int { return strings.Compare(whole(a), whole(b)) })
		return out
	default:
		return v
	}
}
