package simulator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/clock"
	"github.com/entrasim/entrasim/simulator/internal/dial"
	"github.com/entrasim/entrasim/simulator/internal/driver"
	"github.com/entrasim/entrasim/simulator/internal/engine"
	"github.com/entrasim/entrasim/simulator/internal/job"
	"github.com/entrasim/entrasim/simulator/internal/mapping"
	"github.com/entrasim/entrasim/simulator/internal/provlog"
	"github.com/entrasim/entrasim/simulator/internal/scimclient"
	"github.com/entrasim/entrasim/simulator/internal/scope"
)

// Simulator is one provisioning job: a directory, a target, and what the job remembers. It is safe for concurrent use;
// cycles and tests follow each other.
type Simulator struct {
	cfg      Config
	clock    clock.Clock
	dials    dial.Set
	ids      provlog.IDs
	template provlog.Record
	users    *engine.Rule
	groups   *engine.Rule
	problems []mapping.Problem // warnings about the mapping
	kept     int               // parts of the mapping's text that have no effect
	digest   string            // of the mapping's text
	settings engine.Settings
	client   *scimclient.Client
	driver   *driver.Driver
	log      *provlog.Writer
	logger   *slog.Logger

	// offset leads from the clock's time to the directory's: a schedule counts from when the simulator was made.
	offset time.Duration

	mu      sync.Mutex // one cycle, test or command at a time
	state   *job.State
	resumed bool     // the job ran before this simulator was made
	ran     bool     // this simulator has run a cycle
	notes   []string // what was found when the job was taken up
	tests   int      // connection tests so far
	played  []Played // since the last cycle

	status atomic.Pointer[JobStatus] // for those who do not want to wait for mu
}

// New makes a simulator. Nothing is sent yet.
func New(cfg Config) (*Simulator, error) {
	if cfg.Directory == nil {
		return nil, &ConfigError{Field: "Directory", Err: errNoDirectory, hint: "load, generate or make a directory first"}
	}
	s := &Simulator{cfg: cfg, clock: cfg.Clock, logger: cfg.Logger}
	if s.clock == nil {
		s.clock = clock.NewVirtual(cfg.Directory.Now())
	}
	s.offset = cfg.Directory.Now().Sub(s.clock.Now())
	if s.logger == nil {
		s.logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Log != nil {
		s.log = provlog.NewWriter(cfg.Log)
	}
	var err error
	if s.dials, err = dial.FromMap(cfg.Dials); err != nil {
		return nil, configError("Dials", err)
	}
	if err = s.loadRules(); err != nil {
		e := configError("Mapping", err)
		e.hint = cmp.Or(e.hint, "name one of "+strings.Join(Mappings(), ", ")+", or the path of an exported synchronization schema")
		return nil, e
	}
	s.identify()
	s.settings = engine.SettingsOf(s.dials, scope.Settings{
		SyncAll: cfg.SyncAll, SkipOutOfScopeDeletions: cfg.SkipOutOfScopeDeletions,
	}, s.groups != nil)
	s.settings.DeleteThreshold = cfg.DeleteThreshold
	client, err := s.newClient(Credentials{})
	if err != nil {
		return nil, err
	}
	s.use(client, Credentials{})
	if err := s.load(context.Background()); err != nil {
		return nil, err
	}
	return s, nil
}

// identify derives who the job is: ids depend on seed and directory alone, so that a job can be resumed.
func (s *Simulator) identify() {
	base := provlog.IDs{Seed: s.cfg.Seed, Job: "scim"}
	tenant := base.Derive(provlog.PurposeTenant, 0, s.cfg.Directory.Tenant())
	application := base.Derive(provlog.PurposeApplication, 0, "")
	principal := base.Derive(provlog.PurposePrincipal, 0, "")
	id := "scim." + strings.ReplaceAll(tenant, "-", "") + "." + base.Derive(provlog.PurposeJob, 0, "")
	s.ids = provlog.IDs{Seed: s.cfg.Seed, Job: id}
	s.template = provlog.Record{
		TenantID: tenant, JobID: id,
		ServicePrincipal: provlog.ServicePrincipal{ID: principal, DisplayName: applicationName},
		SourceSystem:     provlog.System{ID: base.Derive("source-system", 0, ""), DisplayName: provlog.SourceSystem},
		TargetSystem: provlog.System{
			ID: base.Derive("target-system", 0, ""), DisplayName: provlog.TargetSystem,
			Details: provlog.Details{
				{Name: "ApplicationId", Value: application},
				{Name: "ServicePrincipalId", Value: principal},
				{Name: "ServicePrincipalDisplayName", Value: applicationName},
			},
		},
	}
}

// applicationName is the display name of the enterprise application in the log.
const applicationName = "entrasim"

// newClient makes a client with other credentials than the configured ones, as far as they are given.
func (s *Simulator) newClient(c Credentials) (*scimclient.Client, error) {
	transport := s.cfg.Transport
	if transport == nil && s.cfg.HTTPClient != nil {
		transport = s.cfg.HTTPClient.Transport
	}
	if transport == nil && s.cfg.Insecure {
		transport = carefree(s.dials)
	}
	oauth := s.cfg.OAuth
	if c.Token != "" {
		oauth = nil
	}
	client, err := scimclient.New(scimclient.Config{
		OAuth:     oauth,
		TenantURL: cmp.Or(c.URL, s.cfg.URL), Token: cmp.Or(c.Token, s.cfg.Token), Dials: s.dials,
		Transport: transport, RootCAs: s.cfg.RootCAs, Wrap: s.cfg.WrapTransport,
		Now: s.clock.Now, ActivityID: s.ids.Derive(provlog.PurposeActivity, 0, ""),
	})
	if err != nil {
		return nil, configError("URL", err)
	}
	return client, nil
}

// use makes a client, and its credentials, those of the job.
func (s *Simulator) use(client *scimclient.Client, c Credentials) {
	if c.Token != "" {
		s.cfg.OAuth = nil
	}
	s.cfg.URL, s.cfg.Token = cmp.Or(c.URL, s.cfg.URL), cmp.Or(c.Token, s.cfg.Token)
	s.client = client
	s.driver = &driver.Driver{
		Client: client, Clock: s.clock, Throttle: s.dials.On429(), Store: s.cfg.Store, Job: s.ids.Job,
	}
}

// Directory returns the source.
func (s *Simulator) Directory() *Directory { return s.cfg.Directory }

// Now is the time of the simulator's clock.
func (s *Simulator) Now() time.Time { return s.clock.Now() }

// Seed is what the ids derive from.
func (s *Simulator) Seed() uint64 { return s.cfg.Seed }

// JobID names the job in the log and in the store.
func (s *Simulator) JobID() string { return s.ids.Job }

// Advance lets time pass on a virtual clock; on any other it does nothing. What the directory has scheduled for the meantime
// is played at once, and reported by the next cycle.
func (s *Simulator) Advance(d time.Duration) {
	if v, ok := s.clock.(*clock.Virtual); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		v.Advance(d)
		s.play()
	}
}

// Upcoming is the number and the kind of the next cycle.
func (s *Simulator) Upcoming() (number int, kind CycleKind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state.Initialised {
		return s.state.Cycles + 1, Incremental
	}
	return s.state.Cycles + 1, Initial
}

// Links returns the object connections: target ids by object id.
func (s *Simulator) Links() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	links := make(map[string]string, len(s.state.Links))
	for id, l := range s.state.Links {
		links[id] = l.Target
	}
	return links
}

// Warnings says what works here and would not with Entra itself.
func (s *Simulator) Warnings() []string {
	var list []string
	if t := s.client.Tenant(); t.Plain && !loopback(t.Base) {
		list = append(list, "the tenant URL is plain http; Entra itself insists on HTTPS with TLS 1.2")
	}
	if s.cfg.Insecure {
		list = append(list, "the endpoint's certificate is not checked; Entra checks it")
	}
	for _, p := range s.problems {
		list = append(list, "mapping: "+p.String())
	}
	if s.kept > 0 {
		list = append(list, fmt.Sprintf("mapping: %d parts of the schema have no effect here; `entrasim mapping check` lists them", s.kept))
	}
	return list
}

// Close releases the connections and notes the time. It waits for a running cycle. A store stays open.
func (s *Simulator) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.clock.Now().After(s.state.At) {
		err = s.tick(context.Background(), s.state.Next)
	}
	return errors.Join(err, s.client.Close())
}

// loopback reports whether a URL stays on this machine.
func loopback(base string) bool {
	u, err := url.Parse(base)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}
