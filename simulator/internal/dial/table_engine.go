package dial

// engineDials are the dials of decisions: what is asked, in which order, and what an answer leads to.
func engineDials() []Dial {
	return []Dial{
		{
			Name: DiscoveryProbe, Type: Switch, Default: "on", Values: onOff(), Mark: Conflicting,
			Evidence:    "the customer guide says Test Connection calls /ServiceProviderConfig, and vendors claim probing without a trace; Microsoft's pages know no such call. On, because the guide must be playable: off is the field's view",
			Source:      "wire §4.1, §18, quirks Q66, guide step 5",
			Description: "Test Connection begins with GET /ServiceProviderConfig",
		},
		{
			Name: GroupProbe, Type: Enum, Default: "auto", Values: []string{"auto", "on", "off"}, Mark: Observed,
			Evidence:    "a random user and group are fetched according to the article; three reports of servers that failed on /Groups",
			Source:      "wire §4.1, §18, quirks Q31",
			Description: "Test Connection and cycle start look up a random group: auto means when the group mapping is enabled",
		},
		{
			Name: ReferenceCheckManager, Type: Switch, Default: "on", Values: onOff(), Mark: Documented,
			Evidence:    "documented as the check before a manager is written; no modern trace shows it",
			Source:      "wire §7.9, §18, quirks Q44",
			Description: "ask \"id eq … and manager eq …\" before a manager is patched",
		},
		{
			Name: ReferenceCheckMembers, Type: Enum, Default: "off", Values: []string{"off", "excluded-members", "attributes-id"}, Mark: Conflicting,
			Evidence:    "the article describes the check; observers of current jobs see only blind PATCHes. Its second parameter is told in two ways",
			Source:      "wire §8.6, §1.1 R14, quirks Q44",
			Description: "ask \"id eq … and members eq …\" before members are patched, and with which parameter",
		},
		{
			Name: MembersPerPatch, Type: Int, Default: "1", Min: 1, Max: 10000, Mark: Observed,
			Evidence:    "published nowhere. A group of 1,000 produced about 1,000 requests and every capture shows one member; the wire reference's 1 is followed, not the engine reference's 100, which has no observation behind it",
			Source:      "wire §8.6, §18, engine §12.2, quirks Q13",
			Description: "members that one PATCH adds or removes",
		},
		{
			Name: Concurrency, Type: Int, Default: "5", Min: 1, Max: 1000, Mark: Observed,
			Evidence:    "up to five membership requests of one group were seen in flight; nothing is published",
			Source:      "quirks Q13, wire §2.4",
			Description: "objects in flight at the same time",
		},
		{
			Name: On409, Type: Enum, Default: "fail", Values: []string{"fail", "rematch"}, Mark: Observed,
			Evidence:    "the create fails and is retried in later cycles; one trace of 2018 shows a PATCH right after the 409",
			Source:      "wire §13.1, §18, quirks Q18",
			Description: "reaction to 409 on a create",
		},
		{
			Name: OnStaleLink, Type: Enum, Default: "invalid-anchor", Values: []string{"invalid-anchor", "rematch"}, Mark: Conflicting,
			Evidence:    "InvalidAnchor with a restart as the remedy is documented; three field reports tell of a new match and create",
			Source:      "wire §13.1, §18, engine §12.3, quirks Q50",
			Description: "reaction to 404 on a linked object",
		},
		{
			Name: OnDelete404, Type: Enum, Default: "succeed", Values: []string{"succeed", "fail"}, Mark: Inferred,
			Evidence:    "not documented; what is to be deleted is gone",
			Source:      "wire §7.7, §18",
			Description: "reaction to 404 on a delete",
		},
		{
			Name: OnDemandOrder, Type: Enum, Default: "match-first", Values: []string{"match-first", "scope-first"}, Mark: Conflicting,
			Evidence:    "the article about provision on demand lists scope before match; the API's answers and the log's steps have the target read first",
			Source:      "engine §7, §12.11",
			Description: "order of the steps of provision on demand",
		},
		{
			Name: On429, Type: Enum, Default: "next-cycle", Values: []string{"next-cycle", "retry-after", "pause-job"}, Mark: Conflicting,
			Evidence:    "three stories: a failure until the next cycle, Retry-After per request, a pause of the job",
			Source:      "wire §13.3, §18, quirks Q33",
			Description: "reaction to 429",
		},
		{
			Name: LateReferences, Type: Enum, Default: "until-restart", Values: []string{"until-restart", "next-cycle"}, Mark: Documented,
			Evidence:    "a manager or member that comes into scope later is not linked until a restart",
			Source:      "wire §7.9, §8.6, §17.8",
			Description: "references to objects that were out of scope when they were first needed",
		},
		{
			Name: TombstoneDisabled, Type: Switch, Default: "off", Values: onOff(), Mark: Inferred,
			Evidence:    "the captures show the new name together with the disable; whether it is sent for an account that is disabled already, nobody reports. Off: the synthesis of the engine reference sends no second PATCH",
			Source:      "engine §3.6 row 7, §11, quirks Q39",
			Description: "a soft delete renames also a user who was disabled before; off, the account keeps its name until it is purged",
		},
		{
			Name: TombstoneUPN, Type: Switch, Default: "on", Values: onOff(), Mark: Observed,
			Evidence:    "a capture shows the objectId in front of userName together with the disable",
			Source:      "quirks Q39, engine §12.21",
			Description: "a soft delete in the directory renames the user to objectId + UPN",
		},
		{
			Name: SelectUniqueValue, Type: Enum, Default: "refuse", Values: []string{"refuse", "ask"}, Mark: Documented,
			Evidence:    "Microsoft supports the function for HR-driven provisioning into Active Directory only, and a SCIM job refuses it. How the target is asked there is not published for SCIM; ask uses the form of a matching lookup, one per rule",
			Source:      "engine §5.6",
			Description: "SelectUniqueValue in a mapping: refuse it as Entra does, or ask the target which value is free before an object is created",
		},
		{
			Name: EscrowBackoff, Type: Durations, Default: "40m,1h20m,2h40m,5h20m,10h40m,21h20m,24h", Mark: Inferred,
			Evidence:    "the next cycle first, then growing to one attempt per day is documented; the curve is not",
			Source:      "engine §6.1, §12.9",
			Description: "waits between the attempts of a failed object; the last one repeats",
		},
		{
			Name: QuarantineMinimum, Type: Int, Default: "5000", Min: 1, Max: 1_000_000, Mark: Documented,
			Evidence:    "fewer failures are not looked at; Microsoft calls the figure subject to change. A small one shows a small directory what a large one would meet",
			Source:      "engine §6.3",
			Description: "failures of a cycle from which the quarantine thresholds are looked at",
		},
		{
			Name: QuarantineShare, Type: Int, Default: "40", Min: 1, Max: 100, Mark: Conflicting,
			Evidence:    "more than 40 percent by the present page, 60 by editions before 2021",
			Source:      "engine §6.3",
			Description: "percentage of failed events above which a job goes into quarantine, references left out",
		},
		{
			Name: QuarantineBase, Type: Int, Default: "40000", Min: 1, Max: 10_000_000, Mark: Documented,
			Evidence:    "documented; that the reason is EncounteredBaseEscrowThreshold follows from its name",
			Source:      "engine §6.3, §12.7",
			Description: "failures above which a job goes into quarantine, references left out",
		},
		{
			Name: QuarantineTotal, Type: Int, Default: "60000", Min: 1, Max: 10_000_000, Mark: Documented,
			Evidence:    "documented; that the reason is EncounteredTotalEscrowThreshold follows from its name",
			Source:      "engine §6.3, §12.7",
			Description: "failures above which a job goes into quarantine, references included",
		},
		{
			Name: CycleInterval, Type: Duration, Default: "40m", Mark: Documented,
			Evidence:    "40 minutes, not configurable; one article says 20 to 40",
			Source:      "wire §1.3, engine §12.1, quirks Q62",
			Description: "time from the start of a cycle to the start of the next",
		},
	}
}
