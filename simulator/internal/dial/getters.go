package dial

import (
	"slices"
	"time"
)

// PatchFlag says which PATCH dialect is spoken.
func (s Set) PatchFlag() FlagMode { return FlagMode(s.word(PatchFlag)) }

// ForwardFlag says whether the feature flag stays in the query of requests.
func (s Set) ForwardFlag() bool { return s.on(ForwardFlag) }

// AcceptHeader is the Accept header to send, empty for none.
func (s Set) AcceptHeader() string {
	if w := s.word(AcceptHeader); w != "none" {
		return w
	}
	return ""
}

// UserAgent is the User-Agent header to send, empty for none.
func (s Set) UserAgent() string { return s.word(UserAgent) }

// ADSCIMVersion is "activity", "5.0" or "none".
func (s Set) ADSCIMVersion() string { return s.word(ADSCIMVersion) }

// LiteralApostrophe says whether an apostrophe in a filter value is left unescaped.
func (s Set) LiteralApostrophe() bool { return s.word(FilterApostrophe) == "literal" }

// DisableLiteral is the type of the value that disables a user.
func (s Set) DisableLiteral() Literal { return Literal(s.word(DisableLiteral)) }

// ManagerShape is the form of the operation that sets a manager.
func (s Set) ManagerShape() Shape { return Shape(s.word(ManagerShape)) }

// ManagerClear is the form of the operation that removes a manager.
func (s Set) ManagerClear() Clear { return Clear(s.word(ManagerClear)) }

// MemberRefNull says whether member values carry "$ref":null.
func (s Set) MemberRefNull() bool { return s.on(MemberRefNull) }

// FoldAdds says whether adds are folded like replaces.
func (s Set) FoldAdds() bool { return s.on(FoldAdds) }

// FoldThreshold is the number of simple changes from which they are folded.
func (s Set) FoldThreshold() int { return s.number(FoldThreshold) }

// CreatePrimary says which elements of a created user carry primary.
func (s Set) CreatePrimary() Primary { return Primary(s.word(CreatePrimary)) }

// UserCreateRoles says whether a user without roles is created with roles: [].
func (s Set) UserCreateRoles() Presence { return Presence(s.word(UserCreateRoles)) }

// GroupCreateMembers says whether a group is created with members: [].
func (s Set) GroupCreateMembers() Presence { return Presence(s.word(GroupCreateMembers)) }

// GroupCreateLegacySchema says whether created groups list the ADSCIM URN.
func (s Set) GroupCreateLegacySchema() bool { return s.on(GroupCreateLegacySchema) }

// RequestTimeout bounds a request and its answer.
func (s Set) RequestTimeout() time.Duration { return s.duration(RequestTimeout) }

// ResponseLimit bounds the body of an answer, in bytes.
func (s Set) ResponseLimit() int { return s.number(ResponseLimit) }

// TLS13 says whether TLS 1.3 is offered beside 1.2.
func (s Set) TLS13() bool { return s.word(TLSMaxVersion) == "1.3" }

// StringBooleans says what an answer with "true" in place of true leads to.
func (s Set) StringBooleans() Outcome { return Outcome(s.word(StringBooleans)) }

// OnMembersReturned says what a group answer with excluded members leads to.
func (s Set) OnMembersReturned() Outcome { return Outcome(s.word(OnMembersReturned)) }

// DiscoveryProbe says whether Test Connection reads /ServiceProviderConfig.
func (s Set) DiscoveryProbe() bool { return s.on(DiscoveryProbe) }

// GroupProbe says whether a random group is looked up.
func (s Set) GroupProbe() ProbeMode { return ProbeMode(s.word(GroupProbe)) }

// ReferenceCheckManager says whether R7 precedes a manager update.
func (s Set) ReferenceCheckManager() bool { return s.on(ReferenceCheckManager) }

// ReferenceCheckMembers says whether R14 precedes a membership update, and in which form.
func (s Set) ReferenceCheckMembers() MembersCheck {
	return MembersCheck(s.word(ReferenceCheckMembers))
}

// MembersPerPatch is the number of members in one PATCH.
func (s Set) MembersPerPatch() int { return s.number(MembersPerPatch) }

// Concurrency is the number of objects in flight.
func (s Set) Concurrency() int { return s.number(Concurrency) }

// On409 is the reaction to 409 on a create.
func (s Set) On409() Conflict { return Conflict(s.word(On409)) }

// OnStaleLink is the reaction to 404 on a linked object.
func (s Set) OnStaleLink() StaleLink { return StaleLink(s.word(OnStaleLink)) }

// OnDelete404 is the reaction to 404 on a delete.
func (s Set) OnDelete404() Outcome { return Outcome(s.word(OnDelete404)) }

// OnDemandOrder is the order of the steps of provision on demand.
func (s Set) OnDemandOrder() StepOrder { return StepOrder(s.word(OnDemandOrder)) }

// On429 is the reaction to 429.
func (s Set) On429() Throttle { return Throttle(s.word(On429)) }

// LateReferences says when references to late objects are written.
func (s Set) LateReferences() Late { return Late(s.word(LateReferences)) }

// TombstoneDisabled says whether a user who was disabled before is renamed by a soft delete.
func (s Set) TombstoneDisabled() bool { return s.on(TombstoneDisabled) }

// TombstoneUPN says whether a soft delete renames the user.
func (s Set) TombstoneUPN() bool { return s.on(TombstoneUPN) }

// QuarantineMinimum is the number of failures from which thresholds are looked at.
func (s Set) QuarantineMinimum() int { return s.number(QuarantineMinimum) }

// QuarantineShare is the percentage of failed events that a job may have.
func (s Set) QuarantineShare() int { return s.number(QuarantineShare) }

// QuarantineBase is the number of failures, without references, that a job may have.
func (s Set) QuarantineBase() int { return s.number(QuarantineBase) }

// QuarantineTotal is the number of failures, with references, that a job may have.
func (s Set) QuarantineTotal() int { return s.number(QuarantineTotal) }

// EscrowBackoff is the wait before attempt n (from 1) of an object that failed.
func (s Set) EscrowBackoff(n int) time.Duration {
	waits := s.value(EscrowBackoff).durations
	return waits[min(max(n, 1), len(waits))-1]
}

// EscrowBackoffs is the whole schedule; the last wait repeats.
func (s Set) EscrowBackoffs() []time.Duration {
	return slices.Clone(s.value(EscrowBackoff).durations)
}

// CycleInterval is the time from one cycle's start to the next.
func (s Set) CycleInterval() time.Duration { return s.duration(CycleInterval) }

// AsksForUniqueValues says whether SelectUniqueValue is carried out, which a SCIM job of Entra refuses.
func (s Set) AsksForUniqueValues() bool { return s.word(SelectUniqueValue) == "ask" }
