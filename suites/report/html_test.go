package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// elements are all nodes of a page, as a browser's parser sees them.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestPageIsOurs holds for the most hostile report that the page has no element, no attribute and no script but those of the
// template, and that it loads nothing.
func TestPageIsOurs(t *testing.T) {
	allowed := strings.Fields("html head meta title style body header h1 h2 h3 p code span b main section div svg rect ul ol li a form input select option button output " +
		"details summary dl dt dd pre table thead tbody tr th td footer script")
	for kind, r := range odd(t) {
		page := written(t, "HTML", r)
		policy, scripts := "", 0
		for _, n := range elements(t, page) {
			if !slices.Contains(allowed, n.Data) {
				t.Errorf("%s: the page has an element %s", kind, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcdoc" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s: %s has %s=%q", kind, n.Data, a.Key, a.Val)
				}
			}
			switch {
			case n.Data == "meta" && attribute(n, "http-equiv") == "Content-Security-Policy":
				policy = attribute(n, "content")
			case n.Data == "script" || n.Data == "style":
				scripts++
				sum := sha256.Sum256([]byte(n.FirstChild.Data))
				if want := n.Data + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
					t.Errorf("%s: the policy %q does not allow the page's own %s, which needs %s", kind, policy, n.Data, want)
				}
			}
		}
		if scripts != 2 || !strings.HasPrefix(policy, "default-src 'none'; ") {
			t.Errorf("%s: %d scripts and styles under the policy %q; want two, and nothing else allowed", kind, scripts, policy)
		}
		if strings.ContainsAny(page, "\x1b\x00\u202e") {
			t.Errorf("%s: control characters of the target are in the page", kind)
		}
	}
}

// TestPageSaysEverything holds that each check is there with both verdicts, what a failure needs to be understood, and a
// command that repeats it.
func TestPageSaysEverything(t *testing.T) {
	page := written(t, "HTML", judged(t))
	found := map[string]*html.Node{}
	for _, n := range elements(t, page) {
		if n.Data == "details" && attribute(n, "id") != "" {
			found[attribute(n, "id")] = n
		}
	}
	for _, c := range judged(t).Checks {
		n := found[c.ID]
		if n == nil || attribute(n, "data-rfc") != string(c.RFCVerdict) || attribute(n, "data-area") != c.Area {
			t.Errorf("%s is %v in the page", c.ID, n)
		}
	}
	if got := attribute(found["AAD-002"], "data-verdict"); got != "known" {
		t.Errorf("the known failure AAD-002 is shown as %q", got)
	}
	for _, want := range []string{
		"a fix is under way", "200 OK", "204 No Content", "Do better.", "&gt; PATCH http://127.0.0.1/Users/1", "curl -sS -i -g -X PATCH",
		"Bearer $SCIM_TOKEN", "take the entry out", "accepted until 2026-01-04 only", "What to repair", "RFC 7644 §3.5.2", "seed",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestPageWorksWithoutScript: what needs the script is hidden until it runs.
func TestPageWorksWithoutScript(t *testing.T) {
	for _, n := range elements(t, written(t, "HTML", sample())) {
		if (n.Data == "button" || n.Data == "form") && n.Parent.Data != "form" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
			t.Errorf("a %s shows without script: %v", n.Data, n.Attr)
		}
	}
}
