package simulator

import (
	"context"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/directory"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// MaxOnDemandMembers is how many members of a group can be provisioned on demand at a time (engine §7).
const MaxOnDemandMembers = 5

// OnDemandError is provision on demand that was refused before anything was sent.
type OnDemandError struct {
	Subject string // who or what it is about
	Err     error
	hint    string
}

func (e *OnDemandError) Error() string {
	return fmt.Sprintf("provision %s on demand: %v", e.Subject, e.Err)
}

// Unwrap gives the cause.
func (e *OnDemandError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *OnDemandError) Hint() string { return e.hint }

// ErrNotFound says that provision on demand does not find a user: users who are disabled or deleted in Entra cannot be chosen.
var ErrNotFound = errors.New("there is no such user or group to choose")

// ProvisionOnDemand provisions one user, or one group with up to five of its members, at once: the steps of the portal's
// "Provision on demand" (engine §7, wire §10). ref is an object id, a userPrincipalName or the displayName of a group. Members are
// refs as well; those who are members of the group in the directory are added in the target, others removed.
//
// Requests have the shapes without the flag aadOptscim062020, whatever the tenant URL says (Q51). Roles are left out. Users who
// are disabled or deleted in Entra cannot be chosen; who was unassigned can, and is disabled in the target. Members must have
// been provisioned before. A user who was restored from the recycle bin is provisioned like any other, although Microsoft
// warns of duplicates.
//
// The job need not be active. Its watermark, quarantine and escrows stay as they are; object connections are used and made, and
// what was done appears in the provisioning log. The report is complete also when something failed; the error then is the
// *[CycleError] of a test connection that failed, or nil: failures of the object stand in the report.
func (s *Simulator) ProvisionOnDemand(ctx context.Context, ref string, members ...string) (OnDemandReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.refresh(ctx); err != nil {
		return OnDemandReport{}, err
	}
	s.play()
	subject, name, err := s.choose(ref, members)
	if err != nil {
		return OnDemandReport{}, err
	}
	report := OnDemandReport{Name: name, Started: s.clock.Now()}
	run := s.newRun(subject)
	s.driver.Probe = func(x scimclient.Exchange) { report.Exchanges = append(report.Exchanges, x) }
	s.driver.Entry = func(e *engine.Entry, xs []scimclient.Exchange) error {
		rec := withExchanges(e.Record, xs)
		report.Records = append(report.Records, rec)
		report.Exchanges = append(report.Exchanges, xs...)
		return s.tell(rec)
	}
	err = s.driver.Run(ctx, run)
	report.Finished = s.clock.Now()
	result := run.Result()
	report.settle(result)
	s.publish(false)
	switch {
	case err != nil:
		return report, fmt.Errorf("provision %s on demand: %w", name, err)
	case report.Failure != nil:
		return report, report.Failure
	default:
		return report, nil
	}
}

// newRun makes a run of the engine; without a subject it is a cycle.
func (s *Simulator) newRun(subject *engine.Subject) *engine.Cycle {
	return engine.New(engine.Input{
		State: s.state, Settings: s.settings, Users: s.users, Groups: s.groups, Subject: subject,
		Source: s.cfg.Directory, IDs: s.ids, Template: s.template, Domain: s.cfg.Directory.Tenant(), Now: s.clock.Now(),
	})
}

// choose finds what is to be provisioned, as far as one can choose it.
func (s *Simulator) choose(ref string, members []string) (*engine.Subject, string, error) {
	refuse := func(err error, hint string) (*engine.Subject, string, error) {
		return nil, "", &OnDemandError{Subject: ref, Err: err, hint: hint}
	}
	o, err := s.cfg.Directory.Resolve(ref, "")
	switch {
	case err != nil:
		return refuse(fmt.Errorf("%w: %w", ErrNotFound, err), objectHint(s.cfg.Directory, ref))
	case o.SoftDeleted():
		return refuse(fmt.Errorf("%w: the user is in the recycle bin", ErrNotFound), "the next cycle takes care of it")
	case !o.Enabled():
		return refuse(fmt.Errorf("%w: the account is disabled", ErrNotFound), "the next cycle takes care of it")
	case o.Kind() == KindGroup && s.groups == nil:
		return refuse(errors.New("the mapping does not provision groups"), "switch the object mapping of groups on")
	case o.Kind() == KindUser && len(members) > 0:
		return refuse(errors.New("a user has no members"), "give members with a group")
	case len(members) > MaxOnDemandMembers:
		return refuse(fmt.Errorf("%d members are chosen, and %d are the most", len(members), MaxOnDemandMembers), "choose fewer of them")
	}
	subject := &engine.Subject{
		ID: o.ID(), Kind: o.Kind(), OnDemand: true, ScopeFirst: s.dials.OnDemandOrder() == dial.ScopeFirst,
	}
	for _, m := range members {
		member, err := s.cfg.Directory.Resolve(m, directory.KindUser)
		if err != nil {
			return refuse(err, "members are users: nested groups are not supported on demand")
		}
		subject.Members = append(subject.Members, member.ID())
	}
	return subject, nameOf(o), nil
}

// nameOf is what people call an object.
func nameOf(o Object) string {
	if upn := o.UserPrincipalName(); upn != "" {
		return upn
	}
	return o.DisplayName()
}

// withExchanges binds a record to the exchanges it caused.
func withExchanges(rec provlog.Record, xs []scimclient.Exchange) provlog.Record {
	rec.Exchanges = xs
	for _, x := range xs {
		rec.Duration += x.Duration.Milliseconds()
	}
	return rec
}

// tell hands a record on to whoever wants it.
func (s *Simulator) tell(rec Record) error {
	if s.cfg.OnRecord != nil {
		s.cfg.OnRecord(rec)
	}
	if s.log == nil {
		return nil
	}
	return s.log.Record(rec)
}

// failureOf is what ended a run as a whole.
func failureOf(f *scimclient.Failure) *CycleError {
	if f == nil {
		return nil
	}
	return &CycleError{Code: f.Code, Message: f.Error(), hint: f.Hint(), class: f.Class}
}
