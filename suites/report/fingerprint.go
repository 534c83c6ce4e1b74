package report

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// Fingerprint is what a target announced about itself, condensed: when it differs between two reports, so do features or
// schemas. The order of elements and the meta of documents do not count.
type Fingerprint struct {
	Value     string     `json:"value"` // of all documents together
	Documents []Document `json:"documents"`
}

// Document is one answer of discovery.
type Document struct {
	Path    string `json:"path"`
	Status  int    `json:"status,omitzero"` // 0 when no answer came
	SHA256  string `json:"sha256,omitempty"`
	Partial bool   `json:"partial,omitzero"` // the report holds only the beginning of the document
}

func fingerprint(discovery []Exchange) Fingerprint {
	if len(discovery) == 0 {
		return Fingerprint{}
	}
	var f Fingerprint
	all := sha256.New()
	for _, ex := range discovery {
		d := Document{Path: lastSegment(ex.URL), Status: ex.Status}
		if ex.Response != nil && ex.Status == 200 {
			sum := sha256.Sum256([]byte(unordered(ex.Response.Body)))
			d.SHA256, d.Partial = hex.EncodeToString(sum[:]), ex.Response.Truncated
		}
		all.Write([]byte(d.Path + " " + d.SHA256 + "\n")) // never fails, says its documentation
		f.Documents = append(f.Documents, d)
	}
	f.Value = hex.EncodeToString(all.Sum(nil)[:16])
	return f
}

// lastSegment is the end of the path: base URLs differ between runs against the same target.
func lastSegment(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return u.Path[strings.LastIndex(u.Path, "/")+1:]
}

// unordered is a JSON document with sorted members and elements, without meta; what is no JSON comes back as it is.
func unordered(body string) string {
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		return body
	}
	return sorted(v)
}

func sorted(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var members []string
		for name, member := range v {
			if name != "meta" {
				members = append(members, text(name)+":"+sorted(member))
			}
		}
		slices.Sort(members)
		return "{" + strings.Join(members, ",") + "}"
	case []any:
		elements := make([]string, len(v))
		for i, e := range v {
			elements[i] = sorted(e)
		}
		slices.Sort(elements)
		return "[" + strings.Join(elements, ",") + "]"
	default:
		return text(v)
	}
}

// text is a value as JSON; values that were read from JSON always are.
func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(data)
}
