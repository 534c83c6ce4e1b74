package dial

// wireDials are the dials of the bytes: what a request looks like and how an answer is read.
func wireDials() []Dial {
	return []Dial{
		{
			Name: PatchFlag, Type: Enum, Default: "auto", Values: []string{"auto", "on", "off"}, Mark: Documented,
			Evidence:    "aadOptscim062020 on the tenant URL selects the RFC 7644 shapes; without it the title-case dialect is the default of every custom app",
			Source:      "wire §0.3, quirks Q53",
			Description: "PATCH dialect: as the tenant URL says, or forced on or off",
		},
		{
			Name: ForwardFlag, Type: Switch, Default: "off", Values: onOff(), Mark: Inferred,
			Evidence:    "no public trace shows whether the flag reaches the server's request line",
			Source:      "wire §18, quirks Q53",
			Description: "leave the feature flag of the tenant URL in the query of every request",
		},
		{
			Name: AcceptHeader, Type: Enum, Default: "none", Values: []string{"none", "application/scim+json"}, Mark: Conflicting,
			Evidence:    "one framework log classed the probe as an HTML request, so Accept is absent or generic; nobody published the header",
			Source:      "wire §2.2, §18, quirks Q47",
			Description: "the Accept header of every request",
		},
		{
			Name: UserAgent, Type: Text, Default: "", Mark: Observed,
			Evidence:    "a firewall rule against empty agents broke a Test Connection in 2026; no recording with a value was found",
			Source:      "wire §2.2, quirks Q55",
			Description: "the User-Agent header of every request; empty sends none",
		},
		{
			Name: ADSCIMVersion, Type: Enum, Default: "activity", Values: []string{"activity", "5.0", "none"}, Mark: Observed,
			Evidence:    "present on every recorded request; its value was 5.0 in 2019 and Date:<time>, ActivityId:<guid> in 2026",
			Source:      "wire §2.2, quirks Q54",
			Description: "the value of the ADSCIMVersion header",
		},
		{
			Name: FilterApostrophe, Type: Enum, Default: "encoded", Values: []string{"encoded", "literal"}, Mark: Inferred,
			Evidence:    "the byte form of ' in filters was never recorded; %27 follows from the URL rules",
			Source:      "quirks Q63, §4.12",
			Description: "an apostrophe in a filter value is written %27 or as it is",
		},
		{
			Name: DisableLiteral, Type: Enum, Default: "auto", Values: []string{"auto", "string", "boolean"}, Mark: Conflicting,
			Evidence:    "the compatibility article and twelve reports show \"False\" without the flag; the SCIM article prints Replace with the boolean false",
			Source:      "wire §7.6, §18, quirks Q03",
			Description: "type of the value that disables and restores a user",
		},
		{
			Name: ManagerShape, Type: Enum, Default: "auto", Values: []string{"auto", "m1", "m2", "m3", "m4"}, Mark: Observed,
			Evidence:    "recorded requests carry a bare string (M1 title case, M2 lower case); M3 is a documentation sample without trace, M4 the web validator's",
			Source:      "wire §7.9, §18, quirks Q09",
			Description: "form of the operation that sets a manager",
		},
		{
			Name: ManagerClear, Type: Enum, Default: "auto", Values: []string{"auto", "empty", "filter", "remove"}, Mark: Conflicting,
			Evidence:    "replace with {\"value\":\"\"} is the validator's; a filter on the single-valued manager was recorded with the flag on; plain Remove is inferred for the flag off",
			Source:      "quirks Q41, wire §7.8",
			Description: "form of the operation that removes a manager",
		},
		{
			Name: MemberRefNull, Type: Switch, Default: "off", Values: onOff(), Mark: Conflicting,
			Evidence:    "\"$ref\":null stands in the article and in requests of old jobs; captures of current jobs show value alone",
			Source:      "wire §8.4, §18, quirks Q29",
			Description: "write \"$ref\":null into member values",
		},
		{
			Name: FoldAdds, Type: Switch, Default: "off", Values: onOff(), Mark: Observed,
			Evidence:    "undocumented; traffic of the lower-case dialect kept add per path and folded replace",
			Source:      "wire §7.5, quirks Q05",
			Description: "with the flag on, fold several adds into one operation without path",
		},
		{
			Name: FoldThreshold, Type: Int, Default: "2", Min: 1, Max: 1000, Mark: Inferred,
			Evidence:    "the article speaks of replacing several attributes; a single one keeps its path, 1 gives the validator's form of a rename",
			Source:      "wire §7.5, §8.3",
			Description: "with the flag on, the number of simple changes from which they are folded",
		},
		{
			Name: CreatePrimary, Type: Enum, Default: "work-mail", Values: []string{"work-mail", "sample"}, Mark: Documented,
			Evidence:    "primary on the work e-mail is documented and recorded; on addresses and telephones it stems from older test data",
			Source:      "wire §7.3, quirks Q48",
			Description: "which elements of a created user carry primary",
		},
		{
			Name: UserCreateRoles, Type: Enum, Default: "empty", Values: []string{"empty", "absent"}, Mark: Documented,
			Evidence:    "the documentation sample carries roles: [] without a role mapping",
			Source:      "wire §7.3, quirks Q48",
			Description: "roles in the create request of a user without roles",
		},
		{
			Name: GroupCreateMembers, Type: Enum, Default: "empty", Values: []string{"empty", "absent"}, Mark: Conflicting,
			Evidence:    "a capture of 2021 carries members: []; the documentation sample has no members",
			Source:      "wire §8.2, §18, quirks Q23",
			Description: "members in the create request of a group",
		},
		{
			Name: GroupCreateLegacySchema, Type: Switch, Default: "off", Values: onOff(), Mark: Conflicting,
			Evidence:    "the documentation sample lists the ADSCIM group URN; the compatibility table calls it a defect fixed for scim jobs and captures lack it",
			Source:      "wire §8.2, quirks Q57",
			Description: "list http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group in schemas of created groups",
		},
		{
			Name: RequestTimeout, Type: Duration, Default: "1m40s", Mark: Inferred,
			Evidence:    "a Timeout result is documented, its seconds are published nowhere; 100 s is the default of .NET's HttpClient",
			Source:      "wire §2.4, §18, quirks §4.11",
			Description: "how long a request may take, its answer included",
		},
		{
			Name: ResponseLimit, Type: Int, Default: "16777216", Min: 1024, Max: 1 << 30, Mark: Inferred,
			Evidence:    "no body size is published; 16 MiB holds any single resource",
			Source:      "wire §2.4, §18",
			Description: "bytes of an answer that are read before it counts as incompatible",
		},
		{
			Name: TLSMaxVersion, Type: Enum, Default: "1.2", Values: []string{"1.2", "1.3"}, Mark: Conflicting,
			Evidence:    "the SCIM article says TLS 1.2 and nothing else, the federation paper 1.2 or higher",
			Source:      "wire §2.1, §18",
			Description: "highest TLS version offered; 1.2 is always the lowest",
		},
		{
			Name: StringBooleans, Type: Enum, Default: "fail", Values: []string{"fail", "succeed"}, Mark: Inferred,
			Evidence:    "attributes of an unexpected JSON type in an answer are not deserialised; whether that holds for \"true\" in place of true was not reported",
			Source:      "wire §11, quirks Q45",
			Description: "an answer with a boolean attribute written as a string",
		},
		{
			Name: OnMembersReturned, Type: Enum, Default: "fail", Values: []string{"fail", "succeed"}, Mark: Documented,
			Evidence:    "the log code MultipleEntriesInResponse names a group answer that carries members although they were excluded",
			Source:      "wire §8.1, engine §4.2, quirks Q12",
			Description: "a group answer that lists members although excludedAttributes=members was asked for",
		},
	}
}
