package sample_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/entrasim/entrasim/simulator/internal/validator/attribute"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
	"github.com/entrasim/entrasim/simulator/internal/validator/sample"
)

// TestShapes: values have the forms of the public result files.
func TestShapes(t *testing.T) {
	b := sample.New(1, "V1").Body()
	for name, form := range map[string]string{
		"userName":                             `^[a-z]+\.[a-z]+\.[0-9a-f]{6}@entrasim-[0-9a-f]{8}\.example$`,
		"displayName":                          `^ENTRASIM[A-Z]{12}$`,
		"title":                                `^[A-Z]{12}$`,
		"externalId":                           `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
		`phoneNumbers[type eq "work"].value`:   `^\d{1,2}-\d{3}-\d{4}$`,
		`addresses[type eq "work"].postalCode`: `^[a-z]{2}\d{1,2} \d[a-z]{2}$`,
		`addresses[type eq "work"].streetAddress`: `^\d{5} [A-Z][a-z]+ [A-Za-z ]+$`,
		"timezone": `^[A-Z][a-z]+/`,
	} {
		a, ok := attribute.Find(attribute.Default().User, name)
		if name == "externalId" {
			a, ok = attribute.Find(attribute.Default().Group, name)
		}
		if !ok {
			t.Fatalf("%s is no attribute", name)
		}
		if got := resource.Text(b.Value(a)); !regexp.MustCompile(form).MatchString(got) {
			t.Errorf("%s: got %q, want the form %s", name, got, form)
		}
	}
}

// TestIndependent: a source depends on its seed and label alone, and names of different labels do not meet.
func TestIndependent(t *testing.T) {
	if a, b := sample.New(1, "V1").UserName(), sample.New(1, "V1").UserName(); a != b {
		t.Errorf("the same source: got %s and %s", a, b)
	}
	seen := map[string]string{}
	for _, label := range []string{"V1", "V2", "V3", "P1", "G1"} {
		s := sample.New(1, label)
		for range 200 {
			name := s.UserName()
			if other := seen[name]; other != "" {
				t.Fatalf("%s: made for %s and %s", name, other, label)
			}
			seen[name] = label
		}
	}
	if sample.Marker(1) == sample.Marker(2) || !strings.HasPrefix(sample.Marker(1), "entrasim-") {
		t.Errorf("markers: got %s and %s", sample.Marker(1), sample.Marker(2))
	}
}
