package suites

// Area is a part of the check list.
type Area struct {
	Code  string `json:"code"`
	Title string `json:"title"`
	// Entra says what the area means to a target that Entra ID provisions into.
	Entra string `json:"entra"`
}

// Areas lists the areas by code, in the order of the catalogue.
func Areas() []Area {
	var out []Area
	seen := map[string]bool{}
	for _, s := range catalogue() {
		if code := s.Area(); !seen[code] {
			seen[code] = true
			out = append(out, areas[code])
		}
	}
	return out
}

var areas = func() map[string]Area {
	out := map[string]Area{}
	for _, a := range []Area{
		{"TRN", "Transport and media types", "Entra speaks HTTPS only, sends application/scim+json with a charset, often no Accept and no User-Agent, and its validator ends the run at another media type (Q27, Q28, Q54, Q55)."},
		{"AUT", "Authentication and authorisation", "Entra has one secret token for everything. 401 and 403 fail the whole cycle and lead into quarantine (Q26, Q65)."},
		{"DSC", "Discovery: ServiceProviderConfig, ResourceTypes, Schemas", "Provisioning itself does not read these documents (Q66); the portal's schema discovery, the validator and the gallery do."},
		{"CHR", "Attribute characteristics and data types", "Entra reads every answer by its own idea of the types. One value of another JSON type makes the user unreadable to it (Q45)."},
		{"RES", "Common shape of every resource", "Entra keeps the id and writes externalId; both must stay and come back as they are (Q07, Q45)."},
		{"CRE", "Create (POST)", "Every user and group begins with it, and 409 is how Entra learns of those who are there already (Q18, Q48)."},
		{"GET", "Retrieve", "Entra reads a user by id before it changes one, and takes 404 for gone (Q50)."},
		{"LST", "List and index pagination", "Entra asks for single users by filter and pages hardly ever (Q68); the shape of the list decides whether it finds anybody."},
		{"FLT", "Filtering", "Entra sends eq, eq joined by and, and value paths, always form-encoded (Q14, Q16, Q63). Other operators come from other clients."},
		{"SRT", "Sorting", "Entra never sorts."},
		{"ATT", "Projection: attributes and excludedAttributes", "Groups are always asked for with excludedAttributes=members (Q12)."},
		{"SEA", "POST /.search", "Entra never searches by POST."},
		{"PUT", "Replace (PUT)", "Entra updates by PATCH alone (Q34); Okta and others replace."},
		{"PAT", "Modify (PATCH)", "All updates of Entra's are PATCH, in forms of its own (AAD checks); what the RFC asks is what they rest on."},
		{"DEL", "Delete", "DELETE comes late, thirty days after a user was deleted in the directory, and may come twice (Q25)."},
		{"GRP", "Groups and membership", "Entra creates groups empty, adds members by PATCH and never reads them (Q23, Q59): an error in a membership stays."},
		{"EXT", "Enterprise and custom extensions", "Department, employee number and manager are in Entra's default mapping, addressed by URN with a colon (Q08, Q09)."},
		{"BLK", "Bulk", "Entra never sends bulk requests."},
		{"ETG", "Versions and conditional requests", "Entra sends no If-Match and ignores ETags (Q67): a precondition that is required locks it out."},
		{"MEE", "/Me", "Entra never asks for /Me."},
		{"ERR", "Errors", "The detail of an error is all that an administrator sees in the provisioning log, and the status decides between trying again and quarantine (Q20, Q22, Q26)."},
		{"CUR", "Cursor pagination (RFC 9865)", "Entra does not use cursors."},
		{"AAD", "Microsoft Entra ID behaviour", "These are Entra's own requests."},
		{"OKT", "Okta and other provisioning clients", "Other clients than Entra."},
		{"LIF", "Lifecycle scenarios", "Whole stories as Entra's cycles tell them."},
		{"ROB", "Robustness, safety and load", "An initial cycle brings everybody at once, several requests at a time, with whatever people have typed into their names (Q13, Q63)."},
	} {
		out[a.Code] = a
	}
	return out
}()
