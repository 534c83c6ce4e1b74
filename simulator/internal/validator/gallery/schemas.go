package gallery

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/trial"
	"github.com/entrasim/entrasim/simulator/internal/validator/wire"
)

// discoverability demands that every mapped attribute can be found in /Schemas.
func discoverability(t *trial.T) {
	a, ok := t.Do(wire.Request{Method: http.MethodGet, Path: "/Schemas", Cause: "read the schemas"})
	if !ok || !t.Both(a.Is(http.StatusOK), "7644 §4", "GET /Schemas answers 200", trial.Status(a)) {
		return
	}
	document, _ := resource.Decode(a.Body)
	names := attribute.Discoverable(document)
	if !t.Both(names.Schemas > 0, "7644 §4", "the answer has Resources with schemas; a bare array fails", fmt.Sprintf("%d schemas", names.Schemas)) {
		return
	}
	for _, side := range []struct {
		of      string
		offered []string
		list    []attribute.Attribute
	}{{"users", names.User, t.Attributes.User}, {"groups", names.Group, t.Attributes.Group}} {
		for _, at := range side.list {
			if !at.Mapped {
				continue
			}
			found := attribute.Has(side.offered, at)
			what := at.Name() + " of " + side.of + " can be discovered in /Schemas"
			if strings.EqualFold(at.Name(), "externalId") {
				t.Differ(found, true, "7643 §3.1", what, "nothing of that name", "externalId is a common attribute, which the RFC keeps out of the schemas; list it in both for the gallery's sake")
				continue
			}
			if slices.ContainsFunc(names.References, func(n string) bool { return strings.EqualFold(n, at.Name()) }) {
				t.Differ(found, true, "7643 §2.3.7", what, "an attribute of type reference", "the workflow passes over attributes of type reference, profileUrl among them")
				continue
			}
			t.Asks(found, what, "nothing of that name")
		}
	}
}
