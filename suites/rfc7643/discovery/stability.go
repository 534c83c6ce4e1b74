package discovery

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

func stability() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "DSC-030", Title: "Two reads of a discovery document are equal",
			Level: harness.Should, Ref: "—", Effect: harness.EffectRead,
			Requirement: "Two reads of each discovery document are equal, order and ids included.",
			Advice:      "Write the documents in a fixed order: clients cache them and compare.",
		}, sameTwice),

		harness.RFC(harness.Declaration{
			ID: "DSC-031", Title: "Fingerprint of the discovery documents",
			Level: harness.Info, Ref: "—", Effect: harness.EffectRead,
			Requirement: "A fingerprint of the three documents is printed, so that two runs can be compared for schema drift.",
			Advice:      "Nothing to do: when the fingerprint changes between two runs, so has what clients build on.",
		}, fingerprint),
	}
}

// whole prints a value as JSON with sorted members, uncut.
func whole(v any) string {
	data, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

func sameTwice(t *harness.T) {
	for _, path := range []string{configPath, typesPath, schemasPath} {
		var first map[string]any
		t.Arrange("reading "+path, func() {
			answer := t.Get(path).Is(http.StatusOK)
			answer.Object()
			first = answer.Doc()
		})
		again := t.Get(path).Is(http.StatusOK)
		if second := again.Doc(); whole(second) != whole(first) {
			again.Fail("two reads differ", harness.Show(second), "the same as before: "+harness.Show(first))
		}
	}
}

// fingerprint leaves out what may change without anything else: the order of documents, and meta.
func fingerprint(t *harness.T) {
	all := sha256.New()
	for _, path := range []string{configPath, typesPath, schemasPath} {
		answer := t.Get(path)
		doc := answer.Doc()
		if answer.Status() != http.StatusOK || doc == nil {
			t.Remark("%s: no document (status %d)", path, answer.Status())
			continue
		}
		text := whole(comparable(doc))
		sum := sha256.Sum256([]byte(text))
		t.Remark("%s: sha256 %s", path, hex.EncodeToString(sum[:8]))
		all.Write([]byte(text)) // never fails, says its documentation
	}
	t.Remark("all three: sha256 %s", hex.EncodeToString(all.Sum(nil)[:16]))
}
