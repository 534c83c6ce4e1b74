package awkward

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/entrasim/entrasim/server/internal/schema"
)

// Config says what is inconvenient, and about which resources.
type Config struct {
	Mode         schema.Mode
	Registry     *schema.Registry
	DefaultCount int // page size when the client does not say; 100 when 0
	MaxResults   int // largest page; 1,000 when 0
}

// Wrap returns what stands around a SCIM handler, or nil if nothing is inconvenient in answers.
func Wrap(cfg Config) func(http.Handler) http.Handler {
	m := cfg.Mode
	m.OddIDs = false // not the business of answers
	if !m.Any() {
		return nil
	}
	h := handler{
		mode: m, dice: dice(m.Seed), endpoints: map[string]*schema.ResourceType{},
		defaultCount: cmp.Or(cfg.DefaultCount, 100), maxResults: cmp.Or(cfg.MaxResults, 1000),
	}
	for _, rt := range cfg.Registry.ResourceTypes() {
		h.endpoints[strings.TrimPrefix(rt.Endpoint, "/")] = rt
	}
	return func(next http.Handler) http.Handler {
		h := h
		h.next = next
		return &h
	}
}

type handler struct {
	mode                     schema.Mode
	dice                     dice
	endpoints                map[string]*schema.ResourceType
	defaultCount, maxResults int
	next                     http.Handler
}

// ServeHTTP lets the handler inside answer and passes on what it said in another form.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := recorder{header: w.Header()}
	h.next.ServeHTTP(&rec, h.rewrite(r, h.target(r.URL.Path)))
	h.answer(w, r, &rec)
}

// recorder holds an answer back until it is complete.
type recorder struct {
	header http.Header
	status int
	body   []byte
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	r.body = append(r.body, p...)
	return len(p), nil
}

func (h *handler) answer(w http.ResponseWriter, r *http.Request, rec *recorder) {
	header := rec.header
	status := cmp.Or(rec.status, http.StatusOK)
	if tag := header.Get("Etag"); tag != "" && h.mode.OpaqueTags {
		header.Set("Etag", h.dice.obscure(tag))
	}
	isSCIM := strings.HasPrefix(header.Get("Content-Type"), "application/scim+json")
	if isSCIM && h.mode.BareMediaType {
		header.Set("Content-Type", "application/scim+json")
	}
	if len(rec.body) == 0 || !isSCIM {
		if isSCIM {
			header.Del("Content-Length") // of HEAD: what GET would send is not known here
		}
		w.WriteHeader(status)
		_, _ = w.Write(rec.body) // the client has gone if this fails
		return
	}
	body := rec.body
	if n := parse(body); n != nil {
		h.body(r, n)
		s := styles[0]
		if h.mode.OddJSON {
			s = styles[h.dice.roll("style", r.Method, r.URL.Path)%uint64(len(styles))]
		}
		body = s.write(make([]byte, 0, len(body)+len(body)/4), n, 0)
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// isProjected reports whether the client has said which attributes it wants.
func isProjected(r *http.Request) bool {
	q := r.URL.Query()
	return q.Has("attributes") || q.Has("excludedAttributes")
}
