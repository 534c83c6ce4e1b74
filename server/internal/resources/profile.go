package resources

import (
	"cmp"
	"context"
	"net/http"

	"github.com/entrasim/entrasim/server/internal/schema"
	"github.com/entrasim/entrasim/server/internal/store"
)

// Profile is how one organisation is served. It is immutable: other settings make another Profile.
type Profile struct {
	Registry *schema.Registry
	Mode     schema.Mode
	Limits   Limits
	// Wrap, when not nil, stands around the SCIM port of the organisation, behind authentication. It is called once for
	// every Profile.
	Wrap func(http.Handler) http.Handler
}

// Profiles knows the profile of every organisation.
type Profiles interface {
	// For returns the same *Profile as long as the organisation's settings are the same; "" is what holds for a client whose
	// organisation is not known. It is called for every request.
	For(ctx context.Context, org string) (*Profile, error)
	// Of is For with the organisation as it has been read for this request.
	Of(ctx context.Context, o store.Organisation) (*Profile, error)
}

// Limits bound what one request, one token or one organisation may cost. A field that is 0 means its default, except for Rate.
// What a filter may ask of the store is bounded besides, see effort.go.
type Limits struct {
	MaxResults      int   // largest page; default 1,000
	DefaultCount    int   // page when the client does not say; default 100, or MaxResults if that is less
	FilterLength    int   // bytes of a filter or path; default 8,192
	FilterDepth     int   // nesting of brackets in a filter; default 32
	PatchOperations int   // operations of one PATCH; default 1,000
	Members         int   // members that one request may name; default 20,000
	BulkOperations  int   // maxOperations of one bulk request; default 1,000
	Body            int64 // bytes of a request body, also maxPayloadSize of a bulk request; 0 means the server's
	Concurrent      int   // requests of one token at the same time; default 256
	// Rate is how many requests per second an organisation may send on average, Burst how many at once; a Rate of 0 means that
	// nobody counts, a Burst of 0 means one second's worth. Every server process counts for itself.
	Rate  float64
	Burst int
}

// WithDefaults fills in what is 0.
func (l Limits) WithDefaults() Limits {
	l.MaxResults = cmp.Or(l.MaxResults, 1000)
	l.DefaultCount = min(cmp.Or(l.DefaultCount, DefaultCount), l.MaxResults)
	l.FilterLength = cmp.Or(l.FilterLength, 8192)
	l.FilterDepth = cmp.Or(l.FilterDepth, 32)
	l.PatchOperations = cmp.Or(l.PatchOperations, 1000)
	l.Members = cmp.Or(l.Members, 20_000)
	l.BulkOperations = cmp.Or(l.BulkOperations, 1000)
	l.Concurrent = cmp.Or(l.Concurrent, 256)
	if l.Burst == 0 && l.Rate > 0 {
		l.Burst = max(int(l.Rate), 1)
	}
	return l
}
