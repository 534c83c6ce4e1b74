package bulk

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/entrasim/entrasim/suites/internal/harness"
)

// What a check is willing to send; targets with larger limits are not tried.
const (
	mostOperations = 5000
	mostBytes      = 8 << 20
)

func limit() []harness.Spec {
	return []harness.Spec{
		harness.RFC(harness.Declaration{
			ID: "BLK-013", Title: "One operation over maxOperations answers 413 and names the limit",
			Level: harness.Must, Ref: limits, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A request with more operations than bulk.maxOperations is refused with 413, and the error names the limit.",
			Advice:      `Count before you begin and answer 413 with a detail like "The bulk operation exceeds maxOperations (1000)."`,
		}, working(tooMany)),

		harness.RFC(harness.Declaration{
			ID: "BLK-014", Title: "A body over maxPayloadSize answers 413 and names the limit",
			Level: harness.Must, Ref: limits, Gate: harness.GateBulk, Effect: harness.EffectWrite, Needs: needs,
			Requirement: "A request larger than bulk.maxPayloadSize is refused with 413, and the error names the limit.",
			Advice:      `Look at the size before you parse, and answer 413 with a detail like "The size of the bulk operation exceeds the maxPayloadSize (1048576)."`,
		}, working(tooLarge)),
	}
}

// tooMany sends operations that must fail anyway: a target that takes them all does no harm.
func tooMany(t *harness.T) {
	most, ok := announced(t, "maxOperations")
	if !ok || most > mostOperations {
		t.NotSupported(fmt.Sprintf("bulk.maxOperations is not announced, or is more than the %d that are tried", mostOperations))
	}
	operations := make([]operation, most+1)
	for i := range operations {
		operations[i] = nameless(strconv.Itoa(i))
	}
	body := request(operations...)
	if size, announcedSize := announced(t, "maxPayloadSize"); announcedSize && sizeOf(t, body) > size {
		t.NotSupported("a request with maxOperations and one more would be larger than maxPayloadSize")
	}
	wantLimit(t, send(t, body, nil), "maxOperations", most)
}

// tooLarge fills a small request up with white space.
func tooLarge(t *harness.T) {
	most, ok := announced(t, "maxPayloadSize")
	if !ok || most > mostBytes {
		t.NotSupported(fmt.Sprintf("bulk.maxPayloadSize is not announced, or is more than the %d bytes that are tried", mostBytes))
	}
	body := marshal(t, request(nameless("bad")))
	padding := bytes.Repeat([]byte(" "), max(0, most+1-len(body)))
	padded := append(append(body[:len(body)-1:len(body)-1], padding...), '}')
	wantLimit(t, send(t, padded, nil), "maxPayloadSize", most)
}

func sizeOf(t *harness.T, body any) int { return len(marshal(t, body)) }

func marshal(t *harness.T, body any) []byte {
	data, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		t.Abort("marshal the bulk request: %v", err)
	}
	return data
}

// wantLimit demands 413; a body that does not name the limit is a deviation, since a proxy may have answered.
func wantLimit(t *harness.T, answer *harness.Answer, name string, most int) {
	answer.Is(http.StatusRequestEntityTooLarge)
	text := strings.ToLower(string(answer.Body()))
	if !strings.Contains(text, strings.ToLower(name)) && !strings.Contains(text, strconv.Itoa(most)) {
		t.Deviation("the answer is 413 and does not name the limit, %s or %d", name, most)
	}
}
