package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
)

// badge is what both forms of the badge say.
func badge(r Report) (label, message, color string) {
	s := r.Summary
	label = oneLine("SCIM " + r.Run.Profile)
	decided := s.Passed + s.Failed + s.Warnings + s.Known
	switch {
	case r.Run.Interrupted:
		return label, "interrupted", "lightgrey"
	case s.Errors > 0:
		return label, fmt.Sprintf("%d undecided", s.Errors), "lightgrey"
	case s.Failed+s.Skipped+s.Unexpected > 0:
		return label, fmt.Sprintf("%d of %d passed", s.Passed+s.Warnings, decided+s.Skipped), "red"
	case s.Known > 0:
		return label, fmt.Sprintf("%d passed, %d known failures", s.Passed+s.Warnings, s.Known), "yellow"
	case s.Warnings > 0:
		return label, fmt.Sprintf("%d passed, %d with warnings", s.Passed+s.Warnings, s.Warnings), "green"
	}
	return label, fmt.Sprintf("%d passed", s.Passed), "brightgreen"
}

// ShieldsBadge writes the document that the endpoint badge of shields.io reads.
func ShieldsBadge(w io.Writer, r Report) error {
	label, message, color := badge(r)
	doc := struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
		IsError       bool   `json:"isError,omitzero"`
	}{1, label, message, color, color == "lightgrey"}
	if err := json.MarshalWrite(w, doc); err != nil {
		return fmt.Errorf("write badge: %w", err)
	}
	return nil
}

// badgeColors are the colours of the names that shields.io has, dark enough for white text.
var badgeColors = map[string]string{"brightgreen": "#2e7d32", "green": "#4b7a24", "yellow": "#8a6d00", "red": "#b3261e", "lightgrey": "#6b6b6b"}

// SVGBadge writes the badge as a picture that stands alone.
func SVGBadge(w io.Writer, r Report) error {
	label, message, color := badge(r)
	left, right := badgeWidth(label), badgeWidth(message)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="20" role="img" aria-label="%[4]s: %[5]s">`+
		`<title>%[4]s: %[5]s</title><clipPath id="r"><rect width="%[1]d" height="20" rx="3"/></clipPath>`+
		`<g clip-path="url(#r)"><rect width="%[2]d" height="20" fill="#444"/><rect x="%[2]d" width="%[3]d" height="20" fill="%[6]s"/></g>`+
		`<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`+
		`<text x="%[7]d" y="14" textLength="%[9]d">%[4]s</text><text x="%[8]d" y="14" textLength="%[10]d">%[5]s</text></g></svg>`+"\n",
		left+right, left, right, xmlText(label), xmlText(message), badgeColors[color], left/2, left+right/2, left-12, right-12)
	if err != nil {
		return fmt.Errorf("write badge: %w", err)
	}
	return nil
}

// badgeWidth is the room for a text of 11 pixels with 6 on each side; textLength makes it fit where fonts differ.
func badgeWidth(text string) int {
	width := 12.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljI.,:'|!", r):
			width += 3.6
		case strings.ContainsRune("mwMW", r):
			width += 10
		case r >= 'A' && r <= 'Z':
			width += 7.8
		case r == ' ':
			width += 3.9
		default:
			width += 6.9
		}
	}
	return int(width + 0.5)
}

func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(printable(s))) // a Builder never fails
	return b.String()
}
