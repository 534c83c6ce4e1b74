package report

import (
	"cmp"
	"slices"
)

// areaTitles are the areas of the check list, in its order.
var areaTitles = []struct{ code, title string }{
	{"TRN", "Transport and media types"},
	{"AUT", "Authentication and authorisation"},
	{"DSC", "Discovery"},
	{"CHR", "Attribute characteristics and data types"},
	{"RES", "Common shape of every resource"},
	{"CRE", "Create"},
	{"GET", "Retrieve"},
	{"LST", "List and index pagination"},
	{"FLT", "Filtering"},
	{"SRT", "Sorting"},
	{"ATT", "Projection"},
	{"SEA", "Search by POST"},
	{"PUT", "Replace (PUT)"},
	{"PAT", "Modify (PATCH)"},
	{"DEL", "Delete"},
	{"GRP", "Groups and membership"},
	{"EXT", "Extensions"},
	{"BLK", "Bulk"},
	{"ETG", "Versions and conditional requests"},
	{"MEE", "/Me"},
	{"ERR", "Errors"},
	{"CUR", "Cursor pagination"},
	{"EVT", "Asynchronous requests and events"},
	{"AAD", "Microsoft Entra ID behaviour"},
	{"OKT", "Okta and other clients"},
	{"LIF", "Lifecycle stories"},
	{"ROB", "Robustness, safety and load"},
	{"CLI", "Provisioning clients"},
}

// areaPlace is the position of an area in the check list; areas it does not have come last.
func areaPlace(code string) int {
	for i, a := range areaTitles {
		if a.code == code {
			return i
		}
	}
	return len(areaTitles)
}

// AreaTitle is what the area of that code is about, the code itself when the check list does not have it.
func AreaTitle(code string) string {
	if i := areaPlace(code); i < len(areaTitles) {
		return areaTitles[i].title
	}
	return code
}

// inCatalogueOrder sorts checks as the check list has them.
func inCatalogueOrder(checks []Check) {
	slices.SortStableFunc(checks, func(a, b Check) int {
		return cmp.Or(cmp.Compare(areaPlace(a.Area), areaPlace(b.Area)), cmp.Compare(a.Area, b.Area), cmp.Compare(a.ID, b.ID))
	})
}
