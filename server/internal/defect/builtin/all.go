package builtin

import "github.com/entrasim/entrasim/server/internal/defect"

// All returns the faults of this package: first those of the list "What SCIM servers get wrong" in its order, then the
// others, those of stored state before those of authentication.
func All() []defect.Defect {
	return []defect.Defect{
		removeMemberWipesGroup,      // #1
		stringBoolRejected,          // #2
		opCaseSensitive,             // #3
		filteredPathNoTarget,        // #4
		filteredPathSplitsElement,   // #5
		filteredPathDropsSiblings,   // #6
		pathlessDottedLiteral,       // #7
		pathlessURNKeyLost,          // #8
		urnSplitOnDot,               // #9
		noMatchIs404,                // #10
		resourcesNull,               // #11
		externalIDFilterUnsupported, // #12
		unknownFilterReturnsAll,     // #13
		externalIDNotEchoed,         // #14
		managerStringRejected,       // #15
		managerEchoString,           // #16
		addUnsupported,              // #17
		unknownAttrFailsAll,         // #18
		concurrentMembersLost,       // #19
		disabledIsGone,              // #20
		activeAlwaysTrue,            // #21
		excludedMembersIgnored,      // #22
		filterSplitOnSpace,          // #23
		filterEscapeBroken,          // #24
		valuepathFilterRejected,     // #25
		filterCaseSensitive,         // #26
		normalisesValues,            // #27
		hiddenAccounts409,           // #28
		conflictAs500,               // #29
		renameUnchecked,             // #30
		usernameImmutable,           // #31
		errorsNotSCIM,               // #32
		mediaTypeJSONOnly,           // #33
		getNeedsAccept,              // #34
		patch405,                    // #35
		noopPatch400,                // #36
		silentIgnore,                // #37
		stalePatchBody,              // #38
		empty200,                    // #39
		memberReaddError,            // #40
		memberAbsentError,           // #41
		groupReplaceWipesMembers,    // #42
		groupExternalIDFrozen,       // #43
		groups404,                   // #44
		rolesStringPrimary,          // #45
		rolesJSONText,               // #46
		boolFilterLiteral,           // #47
		coreURNPath501,              // #48
		tombstoneCorruptsEmail,      // #49
		managerClearIgnored,         // #50
		nullRejected,                // #51
		removeValueWritesBack,       // #52
		emailRequired,               // #53
		clientMetaRejected,          // #54
		create200NoLocation,         // #55
		schemasBareArray,            // #56
		pagingWrong,                 // #57
		attrCaseSensitive,           // #58
		preconditionRequired,        // #59
		rateLimitHard,               // #60
		deleteRepeat500,             // #61
		partialPatchApplied,         // #62
		largeGroupTruncated,         // #63
		trailingSlash404,            // #64

		staleRead,
		delayedVisibility,
		clientIDHonoured,
		passwordReadable,
		passwordFilterable,
		deletedStillReadable,
		deletedStillListed,
		deletedNameTaken,
		deleteUserKeepsMembership,
		deleteGroupDeletesMembers,
		failedCreateStored,
		failedPutApplied,
		createReturnsExisting,
		createRaceDuplicates,
		putNotStored,
		putMerges,
		putCreates,
		putMoves,
		putConflictsWithItself,
		putKeepsExtension,
		userFoundAsGroup,
		unknownMemberLosesAll,
		userGroupsWritable,
		managerDangles,
		primaryNotSingle,
		lastModifiedOnRead,
		etagVolatile,
		externalIDCaseIgnored,
		sortByCodePoint,
		sortMissingFirst,
		sortWithinPage,
		unknownAttributesStored,
		replaceNeedsValue,
		reactivationRefused,
		restoreCreatesSecond,
		nestedGroupRejected,
		namesSharedByTypes,
		acknowledgedCreateLost,

		tokenOptional,
		tokenUnchecked,
		tokenInQuery,
		schemeCaseSensitive,
		rejectedWriteHappens,
		tenantsNotIsolated,
	}
}
