package postgres

// Statements whose plans are tested.
var Statements = map[string]string{
	"groups of one":     selectGroups,
	"groups of several": selectGroupsEach,
	"replace":           updateResource,
}
