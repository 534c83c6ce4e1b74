package harness

// mail in a well-known value stands for an address of the run's own: it has to be unique.
const mail = "\x00mail"

// certificates are self-signed by nobody (Ed25519, valid until 2046); their base64 ends in padding, which some targets lose.
const (
	certificate = "MIHZMIGMoAMCAQICAhJnMAUGAytlcDAWMRQwEgYDVQQDEwtNaXJhIEhvbHRzczAeFw0yNjAxMDEwMDAwMDBaFw00NjAxMDEwMDAwMDBaMBYxFDASBgNVBAMTC01pcmEgSG9sdHNz" +
		"MCowBQYDK2VwAyEAO2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ikwBQYDK2VwA0EAE+ms84Cg1eD0KwStKFgfhLdkFUM1kHGcDkOKD7p/QsXAick6HNjs28/VnVeIKQYqcY40kYgpAMoUJMEi1UvQBw=="
	secondCertificate = "MIHXMIGKoAMCAQICAhJnMAUGAytlcDAVMRMwEQYDVQQDEwpNaXJhIEhvbHRzMB4XDTI2MDEwMTAwMDAwMFoXDTQ2MDEwMTAwMDAwMFowFTETMBEGA1UEAxMKTWlyYSBIb2x0czAq" +
		"MAUGAytlcAMhADtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdopMAUGAytlcANBAMAbJj2QjfXhqYLHZ0OSp/61yYt0I4+8hfTdXDmYcRd7IcYSy75gRYE04YVyU/7nDGRPDHFk0hUjO4GhttSAqg8="
)

// wellKnown are two different values each for the attributes of RFC 7643 §4, by their name in lower case, with that of the
// complex attribute in front of a sub-attribute's.
var wellKnown = map[string][2]any{
	"username":          {mail, mail},
	"displayname":       {"Mira Holt", "Mira Berg"},
	"nickname":          {"Mi", "Mimi"},
	"profileurl":        {"https://people.entrasim.example/mira", "https://people.entrasim.example/mira-berg"},
	"title":             {"Berth Planner", "Harbour Master"},
	"usertype":          {"Employee", "Contractor"},
	"preferredlanguage": {"en-GB", "de-DE"},
	"locale":            {"en-GB", "de-DE"},
	"timezone":          {"Europe/Berlin", "Europe/Lisbon"},
	"active":            {true, false},
	"password":          {"Quay-47!harbour-Blue", "Crane-83!anchor-Grey"},

	"name.formatted":       {"Ms. Mira Jule Holt III", "Dr. Mira Jana Berg Jr."},
	"name.familyname":      {"Holt", "Berg"},
	"name.givenname":       {"Mira", "Mirabel"},
	"name.middlename":      {"Jule", "Jana"},
	"name.honorificprefix": {"Ms.", "Dr."},
	"name.honorificsuffix": {"III", "Jr."},

	"emails.value":           {mail, mail},
	"phonenumbers.value":     {"+49 471 15550", "+49 471 15551"},
	"ims.value":              {"mira.holt", "mira.berg"},
	"photos.value":           {"https://people.entrasim.example/mira.png", "https://people.entrasim.example/berg.png"},
	"entitlements.value":     {"harbour-plans", "crane-keys"},
	"roles.value":            {"planner", "master"},
	"x509certificates.value": {certificate, secondCertificate},

	"addresses.formatted":     {"12 Quay Road, 27568 Bremerhaven", "4 Pier Lane, 27570 Bremerhaven"},
	"addresses.streetaddress": {"12 Quay Road", "4 Pier Lane"},
	"addresses.locality":      {"Bremerhaven", "Cuxhaven"},
	"addresses.region":        {"HB", "NI"},
	"addresses.postalcode":    {"27568", "27570"},
	"addresses.country":       {"DE", "NL"},

	"employeenumber": {"4711", "4712"},
	"costcenter":     {"4130", "4140"},
	"organization":   {"Harbour Works", "Crane Works"},
	"division":       {"Berthing", "Cargo"},
	"department":     {"Yard Operations", "Tide Office"},
}

// kinds are values by a part of the name, for text attributes that nobody knows; the first that fits counts.
var kinds = []struct {
	part   string
	values [2]any
}{
	{"mail", [2]any{mail, mail}},
	{"phone", [2]any{"+49 471 15550", "+49 471 15551"}},
	{"url", [2]any{"https://people.entrasim.example/mira", "https://people.entrasim.example/berg"}},
	{"uri", [2]any{"https://people.entrasim.example/mira", "https://people.entrasim.example/berg"}},
	{"link", [2]any{"https://people.entrasim.example/mira", "https://people.entrasim.example/berg"}},
	{"country", [2]any{"DE", "NL"}},
	{"language", [2]any{"en-GB", "de-DE"}},
	{"locale", [2]any{"en-GB", "de-DE"}},
	{"timezone", [2]any{"Europe/Berlin", "Europe/Lisbon"}},
	{"currency", [2]any{"EUR", "DKK"}},
	{"date", [2]any{"2026-03-02", "2026-04-13"}},
	{"number", [2]any{"4711", "4712"}},
	{"code", [2]any{"4130", "4140"}},
}

// ofType are values by type, where the name says nothing.
var ofType = map[string][2]any{
	"boolean":   {true, false},
	"integer":   {7, 8},
	"decimal":   {2.5, 3.25},
	"datetime":  {"2026-03-02T09:30:00Z", "2026-04-13T10:45:00Z"},
	"binary":    {"aGFyYm91cg==", "Y3JhbmU="},
	"reference": {"https://people.entrasim.example/mira", "https://people.entrasim.example/berg"},
	"string":    {"Harbour", "Crane"},
}
