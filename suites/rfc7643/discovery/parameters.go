package discovery

import (
	"fmt"
	"net/http"
	"reflect"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func parameters() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-024", Title: "startIndex, count, sortBy and attributes are ignored by discovery",
			Level: harness.Must, Ref: "7644 §4", Effect: harness.EffectRead,
			Requirement: "The query parameters startIndex, count, sortBy and attributes on the discovery endpoints are ignored.",
			Advice:      "Answer the whole documents whatever the parameters: a client that pages must not miss half of a schema.",
		}, parametersIgnored),

		harness.RFC(harness.Declaration{
			ID: "DSC-025", Title: "A filter on discovery is refused with 403",
			Level: harness.Should, Ref: "7644 §4", Effect: harness.EffectRead,
			Requirement: "A filter on a discovery endpoint is answered with 403.",
			Advice:      "Answer 403, so that nobody takes documents for matches of a condition that was never looked at.",
		}, filterForbidden),
	}
}

func parametersIgnored(t *harness.T) {
	for _, path := range []string{schemasPath, typesPath} {
		docs := documents(t, path)
		answer := t.Get(path, harness.Param{Name: "startIndex", Value: "2"}, harness.Param{Name: "count", Value: "1"},
			harness.Param{Name: "sortBy", Value: "id"}, harness.Param{Name: "attributes", Value: "id"})
		with := answer.List()
		if len(with) != len(docs) {
			answer.Fail("the parameters are not ignored", fmt.Sprintf("%d documents", len(with)), fmt.Sprintf("all %d", len(docs)))
		}
		if !reflect.DeepEqual(comparable(asAny(with)), comparable(asAny(docs))) {
			answer.Fail("the parameters are not ignored", harness.Show(with), harness.Show(docs))
		}
	}
	config := provided(t).Doc()
	answer := t.Get(configPath, harness.Param{Name: "attributes", Value: "patch"}).Is(http.StatusOK)
	answer.Object()
	if !reflect.DeepEqual(comparable(answer.Doc()), comparable(config)) {
		answer.Fail("the parameter is not ignored", harness.Show(answer.Doc()), harness.Show(config))
	}
}

func asAny(docs []map[string]any) any {
	out := make([]any, len(docs))
	for i, doc := range docs {
		out[i] = doc
	}
	return out
}

func filterForbidden(t *harness.T) {
	for _, path := range []string{schemasPath, typesPath} {
		documents(t, path)
		t.Get(path, harness.Filter(`name eq "User"`)).Is(http.StatusForbidden)
	}
}
