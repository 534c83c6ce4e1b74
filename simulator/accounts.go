package simulator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
)

// AccountClass says what account discovery makes of an account (engine §4.3).
type AccountClass string

// The classes, in Microsoft's words.
const (
	LocalAccount      AccountClass = "local"      // nobody in the directory has its matching value
	UnassignedAccount AccountClass = "unassigned" // somebody has, who is not assigned to the application
	AssignedAccount   AccountClass = "assigned"   // somebody has who is
)

// Account is an account of the target, and whom it belongs to.
type Account struct {
	ID       string       `json:"id"`    // target id
	Value    string       `json:"value"` // of the matching attribute; "" when it has none
	Class    AccountClass `json:"class"`
	Owner    string       `json:"owner,omitzero"`   // name of the user in the directory
	OwnerID  string       `json:"ownerId,omitzero"` // and their id
	Linked   bool         `json:"linked,omitzero"`  // the job has an object connection between the two
	Repeated bool         `json:"repeated,omitzero"`
}

// AccountReport is the report of account discovery: what the target has that provisioning never looks at.
type AccountReport struct {
	Target     string    `json:"target"` // matching attribute of the target
	Source     string    `json:"source"` // source attribute it is compared with
	Accounts   []Account `json:"accounts"`
	Local      int       `json:"local"`
	Unassigned int       `json:"unassigned"`
	Assigned   int       `json:"assigned"`
	Pages      int       `json:"pages"`
	// Missing are users who are assigned and have no account.
	Missing []string `json:"missing"`
}

// AccountsError says why account discovery failed.
type AccountsError struct {
	Err  error
	hint string
}

func (e *AccountsError) Error() string { return "account discovery: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *AccountsError) Unwrap() error { return e.Err }

// Hint says what to do.
func (e *AccountsError) Hint() string { return e.hint }

// accountsPage is how many accounts are asked for at a time. Microsoft's page size is not known.
const accountsPage = 100

// DiscoverAccounts lists all accounts of the target, page by page, and says for each whether a user of the directory matches it:
// Entra's account discovery (engine §4.3, wire §2.5). Only the first matching attribute counts, and it must be mapped directly.
// Nothing is changed.
func (s *Simulator) DiscoverAccounts(ctx context.Context) (AccountReport, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.users.Matching()[0]
	if m.Kind != mapping.Direct {
		return AccountReport{}, &AccountsError{
			Err:  fmt.Errorf("the first matching attribute, %s, is mapped by an expression, %s", m.Path, m.Expr),
			hint: "account discovery needs a direct mapping: it compares source and target without evaluating anything",
		}
	}
	r := AccountReport{Target: m.Path.String(), Source: m.SourceAttribute()}
	list, err := s.allAccounts(ctx, &r)
	if err != nil {
		return r, err
	}
	s.sortAccounts(&r, m, list)
	return r, nil
}

var (
	errSamePage = errors.New("the endpoint answers with the same accounts whatever startIndex says")
	errTooMany  = errors.New("the endpoint gives more accounts than its totalResults say")
)

// allAccounts reads every page.
func (s *Simulator) allAccounts(ctx context.Context, r *AccountReport) ([]*scimclient.Object, error) {
	const hint = "Entra demands paging by RFC 7644 §3.4.2.4: startIndex counts from 1, totalResults is the number of all accounts"
	s.tests++
	var list []*scimclient.Object
	seen := map[string]bool{}
	for start := 1; ; {
		resp, _, err := s.client.Do(ctx, scimclient.Request{
			Kind: scimclient.KindAccounts, Resource: scimclient.Users, Start: start, Count: accountsPage,
			Activity: s.ids.Derive(provlog.PurposeActivity, -s.tests, ""), Cause: "account discovery",
		})
		if err != nil {
			e := &AccountsError{Err: err}
			if f, ok := errors.AsType[*scimclient.Failure](err); ok {
				e.hint = f.Hint()
			}
			return nil, e
		}
		r.Pages++
		fresh := 0
		for _, o := range resp.List.Resources {
			if !seen[o.ID()] {
				seen[o.ID()] = true
				fresh++
				list = append(list, o)
			}
		}
		got := len(resp.List.Resources)
		switch start += got; {
		case got == 0 || start > resp.List.TotalResults && got < accountsPage:
			return list, nil
		case fresh == 0:
			return nil, &AccountsError{Err: errSamePage, hint: hint}
		case len(list) > resp.List.TotalResults:
			return nil, &AccountsError{Err: errTooMany, hint: hint}
		case start > resp.List.TotalResults:
			return list, nil
		}
	}
}

// sortAccounts puts every account into its class.
func (s *Simulator) sortAccounts(r *AccountReport, m *mapping.AttributeMapping, list []*scimclient.Object) {
	fold := func(v string) string {
		if m.CaseExact {
			return v
		}
		return strings.ToLower(v)
	}
	owners := map[string]string{} // object ids by matching value
	for o := range s.cfg.Directory.All(KindUser) {
		if v, ok := o.Attr(r.Source); ok && len(v) == 1 && v[0] != "" && !o.SoftDeleted() {
			owners[fold(v[0])] = o.ID()
		}
	}
	found := map[string]int{}
	for _, o := range list {
		a := Account{ID: o.ID(), Class: LocalAccount}
		if v, ok := o.Lookup(m.Path); ok && len(v) == 1 {
			a.Value = v[0]
		}
		if id, ok := owners[fold(a.Value)]; ok && a.Value != "" {
			owner, _ := s.cfg.Directory.Object(id)
			link, linked := s.state.Link(id)
			a.Owner, a.OwnerID, a.Linked = nameOf(owner), id, linked && link.Target == a.ID
			a.Class = UnassignedAccount
			if s.cfg.SyncAll || s.cfg.Directory.Assigned(id) {
				a.Class = AssignedAccount
			}
			found[id]++
			a.Repeated = found[id] > 1
		}
		r.Accounts = append(r.Accounts, a)
		switch a.Class {
		case LocalAccount:
			r.Local++
		case UnassignedAccount:
			r.Unassigned++
		default:
			r.Assigned++
		}
	}
	slices.SortStableFunc(r.Accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(rank(a.Class), rank(b.Class)), cmp.Compare(fold(a.Value), fold(b.Value)), cmp.Compare(a.ID, b.ID))
	})
	for o := range s.cfg.Directory.All(KindUser) {
		if o.Enabled() && !o.SoftDeleted() && found[o.ID()] == 0 && (s.cfg.SyncAll || s.cfg.Directory.Assigned(o.ID())) {
			r.Missing = append(r.Missing, nameOf(o))
		}
	}
	slices.Sort(r.Missing)
}

// rank orders the classes: those that need somebody's attention come first.
func rank(c AccountClass) int {
	return slices.Index([]AccountClass{LocalAccount, UnassignedAccount, AssignedAccount}, c)
}
