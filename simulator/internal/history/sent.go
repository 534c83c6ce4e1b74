package history

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
)

// sent are the values that a PATCH wants, by path.
func (c call) sent() map[string]string {
	var body struct {
		Operations []struct {
			Path  string `json:"path"`
			Value any    `json:"value"`
		} `json:"Operations"`
	}
	if c.method != http.MethodPatch || json.Unmarshal([]byte(c.body), &body) != nil {
		return nil
	}
	values := map[string]string{}
	for _, op := range body.Operations {
		if all, ok := op.Value.(map[string]any); ok && op.Path == "" {
			for path, v := range all {
				values[path] = fmt.Sprint(v)
			}
			continue
		}
		values[op.Path] = fmt.Sprint(op.Value)
	}
	return values
}

// redundant reports whether a PATCH wants nothing but what is there already.
func (c call) redundant() bool {
	values := c.sent()
	for path, v := range values {
		if !strings.EqualFold(v, c.before.Attrs[path]) {
			return false
		}
	}
	return len(values) > 0
}
