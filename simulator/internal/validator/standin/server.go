package standin

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/validator/resource"
)

// Server is the endpoint, an http.Handler. The zero value is ready to use.
type Server struct {
	Token   string // checked when it is set
	Defects []Defect
	// Before, when set, may answer a request itself, and says so by returning true.
	Before func(http.ResponseWriter, *http.Request) bool

	mu     sync.Mutex
	stored []*document
	born   map[string]int
}

// document is a stored resource.
type document struct {
	endpoint string
	id       string
	body     resource.Object
}

func (s *Server) has(d Defect) bool { return slices.Contains(s.Defects, d) }

// Len is the number of stored resources.
func (s *Server) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.stored)
}

// Names lists the userNames and displayNames of what is stored, in order of creation.
func (s *Server) Names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, d := range s.stored {
		names = append(names, d.body.Text(unique(d.endpoint)))
	}
	return names
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Before != nil && s.Before(w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Token != "" && r.Header.Get("Authorization") != "Bearer "+s.Token {
		s.fail(w, http.StatusUnauthorized, "", "who are you?")
		return
	}
	_, rest, _ := strings.Cut(r.URL.Path, "/scim/v2/")
	endpoint, id, _ := strings.Cut(rest, "/")
	switch {
	case endpoint == "Schemas" && r.Method == http.MethodGet:
		s.reply(w, http.StatusOK, s.schemas())
	case endpoint != "Users" && (endpoint != "Groups" || s.has(NoGroups)):
		s.fail(w, http.StatusNotFound, "", "there is no such endpoint")
	case id == "" && r.Method == http.MethodPost:
		s.create(w, r, endpoint)
	case id == "" && r.Method == http.MethodGet:
		s.list(w, r, endpoint)
	case r.Method == http.MethodDelete:
		s.delete(w, endpoint, id)
	default:
		s.one(w, r, endpoint, id)
	}
}

func unique(endpoint string) string {
	if endpoint == "Groups" {
		return "displayName"
	}
	return "userName"
}

func (s *Server) create(w http.ResponseWriter, r *http.Request, endpoint string) {
	raw, _ := io.ReadAll(r.Body)
	body, err := resource.DecodeObject(raw)
	if err != nil || body.Text(unique(endpoint)) == "" {
		s.fail(w, http.StatusBadRequest, "invalidSyntax", "this is no resource")
		return
	}
	if s.has(TextRejected) && strings.Contains(string(raw), `"primary":"True"`) {
		s.fail(w, http.StatusBadRequest, "invalidValue", "primary must be a boolean, got string")
		return
	}
	name := body.Text(unique(endpoint))
	if s.taken(endpoint, name, "") && !s.has(DuplicateAccepted) {
		if s.has(ConflictAs500) {
			s.fail(w, http.StatusInternalServerError, "", "UNIQUE constraint failed")
			return
		}
		s.fail(w, http.StatusConflict, "uniqueness", name+" exists already")
		return
	}
	d := &document{endpoint: endpoint, id: s.mint(endpoint, name), body: s.tidy(body)}
	s.stored = append(s.stored, d)
	location := "http://" + r.Host + "/scim/v2/" + endpoint + "/" + d.id
	if !s.has(NoLocation) {
		w.Header().Set("Location", location)
	}
	status := http.StatusCreated
	if s.has(Create200) {
		status = http.StatusOK
	}
	s.reply(w, status, s.render(d, ""))
}

func (s *Server) mint(endpoint, name string) string {
	if s.born == nil {
		s.born = map[string]int{}
	}
	key := endpoint + "/" + name
	s.born[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s#%d", key, s.born[key]))
	return strings.ToLower(endpoint[:1]) + "-" + hex.EncodeToString(sum[:6])
}

func (s *Server) taken(endpoint, name, except string) bool {
	return slices.ContainsFunc(s.stored, func(d *document) bool {
		return d.endpoint == endpoint && d.id != except && strings.EqualFold(d.body.Text(unique(endpoint)), name)
	})
}

func (s *Server) find(endpoint, id string) *document {
	for _, d := range s.stored {
		active, has := d.body.Get("active")
		if d.endpoint == endpoint && d.id == id && !(s.has(DisabledGone) && has && active == false) {
			return d
		}
	}
	return nil
}

func (s *Server) one(w http.ResponseWriter, r *http.Request, endpoint, id string) {
	d := s.find(endpoint, id)
	switch {
	case d == nil:
		s.fail(w, http.StatusNotFound, "", "there is no such resource")
	case r.Method == http.MethodGet:
		s.reply(w, http.StatusOK, s.render(d, r.URL.Query().Get("excludedAttributes")))
	case r.Method == http.MethodPatch:
		s.patch(w, r, d)
	default:
		s.fail(w, http.StatusMethodNotAllowed, "", "not supported")
	}
}

func (s *Server) delete(w http.ResponseWriter, endpoint, id string) {
	i := slices.IndexFunc(s.stored, func(d *document) bool { return d.endpoint == endpoint && d.id == id })
	switch {
	case s.has(DeleteRefused):
		s.fail(w, http.StatusMethodNotAllowed, "", "nothing is ever deleted")
	case i < 0 && !s.has(DeleteTwice204):
		s.fail(w, http.StatusNotFound, "", "there is no such resource")
	default:
		if i >= 0 {
			s.stored = slices.Delete(s.stored, i, i+1)
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *Server) list(w http.ResponseWriter, r *http.Request, endpoint string) {
	q := r.URL.Query()
	var hits []any
	for _, d := range s.stored {
		if d.endpoint == endpoint && s.find(endpoint, d.id) != nil && s.matches(d, q.Get("filter")) {
			hits = append(hits, s.render(d, q.Get("excludedAttributes")))
		}
	}
	if len(hits) == 0 && s.has(NoMatch404) {
		s.fail(w, http.StatusNotFound, "", "nobody is called that")
		return
	}
	total, start, count := len(hits), 1, len(hits)
	if n, err := strconv.Atoi(q.Get("startIndex")); err == nil && n > 0 && !s.has(PagingIgnored) {
		start = n
	}
	if n, err := strconv.Atoi(q.Get("count")); err == nil {
		count = n
	}
	page := hits[min(start-1, total):min(start-1+count, total)]
	if page == nil {
		page = []any{}
	}
	number := func(n int) resource.Number { return resource.Number(strconv.Itoa(n)) }
	s.reply(w, http.StatusOK, resource.Object{
		{Name: "schemas", Value: []any{resource.URNList}},
		{Name: "totalResults", Value: number(total)},
		{Name: "startIndex", Value: number(start)},
		{Name: "itemsPerPage", Value: number(len(page))},
		{Name: "Resources", Value: page},
	})
}

func (s *Server) matches(d *document, filter string) bool {
	if filter == "" || s.has(FilterIgnored) {
		return true
	}
	name, literal, _ := strings.Cut(filter, ` eq "`)
	if strings.Contains(name, "[") {
		i := strings.LastIndex(filter, ` eq "`)
		name, literal = filter[:i], filter[i+len(` eq "`):]
	}
	p, err := mapping.ParseTargetPath(name)
	if err != nil {
		return false
	}
	v, ok := resource.Lookup(d.body, p)
	want := strings.TrimSuffix(literal, `"`)
	if s.has(FilterCase) || p.Attr == "externalId" {
		return ok && resource.Text(v) == want
	}
	return ok && strings.EqualFold(resource.Text(v), want)
}

// render gives a stored resource as an answer.
func (s *Server) render(d *document, excluded string) resource.Object {
	out := resource.Clone(d.body).(resource.Object)
	out.Set("id", d.id)
	out.Set("meta", resource.Object{{Name: "resourceType", Value: strings.TrimSuffix(d.endpoint, "s")}})
	if excluded == "members" && !s.has(MembersKept) {
		out.Delete("members")
	} else if _, ok := out.Get("members"); !ok && d.endpoint == "Groups" {
		out.Set("members", []any{})
	}
	if s.has(Secretive) {
		out.Delete("title")
	}
	return out
}

func (s *Server) reply(w http.ResponseWriter, status int, body any) {
	media := "application/scim+json; charset=utf-8"
	if s.has(MediaJSON) {
		media = "application/json"
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = w.Write(resource.Encode(body))
}

func (s *Server) fail(w http.ResponseWriter, status int, scimType, detail string) {
	var code any = strconv.Itoa(status)
	if s.has(NumericStatus) {
		code = resource.Number(strconv.Itoa(status))
	}
	o := resource.Object{{Name: "schemas", Value: []any{resource.URNError}}, {Name: "status", Value: code}, {Name: "detail", Value: detail}}
	if scimType != "" {
		o.Set("scimType", scimType)
	}
	s.reply(w, status, o)
}
