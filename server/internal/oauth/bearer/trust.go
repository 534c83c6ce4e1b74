package bearer

import (
	"cmp"
	"context"
	"slices"

	"github.com/entrasim/entrasim/server/internal/oauth/entra"
	"github.com/entrasim/entrasim/server/internal/refusal"
)

// Trust lets the tokens of one Entra tenant act for one organisation.
type Trust struct {
	Tenant       string   `json:"tenant"` // directory id
	Organisation string   `json:"organisation"`
	Provider     string   `json:"provider"`
	Audiences    []string `json:"audiences,omitzero"` // accepted aud; none means entra.CustomAppAudience
	Keys         string   `json:"keys,omitzero"`      // source of the tenant's key set (see keyset.Open); EntraConfig.Keys when empty
}

// Accepted are the audiences in effect.
func (t Trust) Accepted() []string {
	if len(t.Audiences) == 0 {
		return []string{entra.CustomAppAudience}
	}
	return t.Audiences
}

const maxAudiences = 20

// Check reports what keeps t from working.
func (t Trust) Check() error {
	switch {
	case !entra.IsGUID(t.Tenant):
		return refusal.New(refusal.Invalid, "tenant %q of a trust is not a directory id", t.Tenant).
			WithHint("copy the directory (tenant) id from Entra's overview page, in lower case, like 7fe81447-da57-4385-becb-6de57f21477e")
	case t.Organisation == "" || t.Provider == "":
		return refusal.New(refusal.Invalid, "the trust in tenant %s names no organisation or no provider", t.Tenant).
			WithHint("say for which organisation and provider its tokens act")
	case len(t.Audiences) > maxAudiences:
		return refusal.New(refusal.Invalid, "the trust in tenant %s lists %d audiences, the limit is %d", t.Tenant, len(t.Audiences), maxAudiences).
			WithHint("list only the application ids that are in use")
	case slices.Contains(t.Audiences, ""):
		return refusal.New(refusal.Invalid, "the trust in tenant %s lists an empty audience", t.Tenant).WithHint("leave it out")
	}
	return nil
}

// Trusts looks up trusts.
type Trusts interface {
	// Trusts returns what a tenant's tokens may be used for, in a stable order; none is no error. No two of them accept the
	// same audience.
	Trusts(ctx context.Context, tenant string) ([]Trust, error)
}

// Fixed is a list of trusts that does not change.
type Fixed []Trust

var _ Trusts = Fixed(nil)

// NewFixed checks the list: one token must never act for two organisations.
func NewFixed(trusts ...Trust) (Fixed, error) {
	type door struct{ tenant, audience string }
	seen := map[door]Trust{}
	for _, t := range trusts {
		if err := t.Check(); err != nil {
			return nil, err
		}
		for _, audience := range t.Accepted() {
			at := door{t.Tenant, audience}
			if other, ok := seen[at]; ok {
				return nil, refusal.New(refusal.Conflict, "tokens of tenant %s for audience %s would act for both %s and %s",
					t.Tenant, audience, other.Organisation, t.Organisation).
					WithHint("all custom apps of a tenant share one audience, so a tenant can serve one organisation; give the other a token or OAuth client")
			}
			seen[at] = t
		}
	}
	list := slices.Clone(trusts)
	slices.SortStableFunc(list, func(a, b Trust) int {
		return cmp.Or(cmp.Compare(a.Tenant, b.Tenant), cmp.Compare(a.Organisation, b.Organisation))
	})
	return list, nil
}

// Trusts returns the tenant's.
func (f Fixed) Trusts(_ context.Context, tenant string) ([]Trust, error) {
	var found []Trust
	for _, t := range f {
		if t.Tenant == tenant {
			found = append(found, t)
		}
	}
	return found, nil
}
