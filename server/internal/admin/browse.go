package admin

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/exchange"
)

// detailed is an error that explains itself to a client, such as one about a filter.
type detailed interface {
	error
	Detail() string
}

func (a *API) list(resourceType string) handlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		o, err := a.cfg.Tenants.Organisation(r.Context(), r.PathValue("org"))
		if err != nil {
			return err
		}
		q := r.URL.Query()
		start, err := number(q, "startIndex", 1)
		if err != nil {
			return err
		}
		count, err := number(q, "count", -1)
		if err != nil {
			return err
		}
		body, err := a.cfg.Browser.List(r.Context(), o, resourceType, q.Get("filter"), start, count)
		var d detailed
		if errors.As(err, &d) {
			return badRequest("filters are those of RFC 7644, for example: userName eq \"ada@example.com\"", "%s", d.Detail())
		}
		if err != nil {
			return err
		}
		return writeBody(w, http.StatusOK, body)
	}
}

func (a *API) listOfType(w http.ResponseWriter, r *http.Request) error {
	return a.list(r.PathValue("type"))(w, r)
}

func (a *API) getOfType(w http.ResponseWriter, r *http.Request) error {
	return a.get(r.PathValue("type"))(w, r)
}

func (a *API) get(resourceType string) handlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		o, err := a.cfg.Tenants.Organisation(r.Context(), r.PathValue("org"))
		if err != nil {
			return err
		}
		body, err := a.cfg.Browser.Get(r.Context(), o, resourceType, r.PathValue("id"))
		if err != nil {
			return err
		}
		return writeBody(w, http.StatusOK, body)
	}
}

// number reads a query parameter that must be a whole number from 0 up.
func number(q url.Values, name string, missing int) (int, error) {
	text := q.Get(name)
	if text == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, badRequest("give a whole number from 0 up", "%s %q is not a number", name, text)
	}
	return n, nil
}

// defaultExchanges is how many exchanges are shown unless the request says otherwise.
const defaultExchanges = 50

func (a *API) exchanges(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := number(q, "limit", defaultExchanges)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Exchanges []exchange.Exchange `json:"exchanges"`
	}{a.cfg.Exchanges.Recent(q.Get("organisation"), limit)})
}
