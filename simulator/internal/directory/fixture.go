package directory

import (
	"fmt"

	"github.com/entrasim/entrasim/fixtures"
)

// Fixture reads one of the directories that come with the program, by name: "small", "wando", "lifecycle".
func Fixture(name string) (*Directory, error) {
	data, err := fixtures.Directory(name)
	if err != nil {
		return nil, fmt.Errorf("load directory: %w", err)
	}
	return Parse("fixtures/directories/"+name+".yaml", data)
}
