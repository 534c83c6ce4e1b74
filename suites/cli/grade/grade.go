package grade

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"time"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/suites/internal/grading"
	"github.com/entrasim/entrasim/suites/report"
)

// Options say how a client is graded.
type Options struct {
	Listen  string // address to serve on; port 0 picks a free one
	Command string // the client, for the shell; "" when it is started by somebody else
	Env     []string
	For     time.Duration // 0: until ctx ends
	Users   int           // that are there already
	Page    int           // the largest page, so that lists have several
	Seed    uint64
	Provoke grading.Provoke
	// Ready is told where the client is to go.
	Ready func(url, token string)
	// Output is where the command's own output goes.
	Output  io.Writer
	Version string
	// Repeat is the command line that does the same again.
	Repeat string
	Now    func() time.Time
	Wait   func(context.Context, time.Duration) error
}

// ErrNobody says that no request came.
var ErrNobody = errors.New("no client came: not a single request was made")

// Run serves until the client is done and judges what it sent.
func Run(ctx context.Context, o Options) (report.Report, error) {
	seed := o.Seed
	srv, err := server.New(context.WithoutCancel(ctx), server.Config{Memory: true, MaxResults: o.Page, Seed: &seed, Now: o.Now, Exchanges: -1})
	if err != nil {
		return report.Report{}, fmt.Errorf("set up the reference server: %w", err)
	}
	defer srv.Close()
	token, _, err := srv.EnsureDefault(ctx)
	if err != nil {
		return report.Report{}, fmt.Errorf("issue a token: %w", err)
	}
	if err := populate(srv, token, o.Users); err != nil {
		return report.Report{}, err
	}
	recorder := grading.Record(srv.Handler(), grading.Options{Base: srv.BasePath(), Now: o.Now, Provoke: o.Provoke})
	listener, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return report.Report{}, fmt.Errorf("listen: %w", err)
	}
	base := "http://" + listener.Addr().String() + srv.BasePath()
	began := o.Now()
	notes, err := serve(ctx, o, srv.Listener(listener), recorder, base, token)
	if err != nil {
		return report.Report{}, err
	}
	trail := recorder.Exchanges()
	if len(trail) == 0 {
		return report.Report{}, fmt.Errorf("%w%s", ErrNobody, strings.Join(append([]string{""}, notes...), "; "))
	}
	if n := recorder.Dropped(); n > 0 {
		notes = append(notes, fmt.Sprintf("only the first %d requests were judged; %d came after them", len(trail), n))
	}
	checks := grading.Judge(trail, grading.Redact{Token: token})
	return report.Complete(report.Report{
		Run: report.Run{
			Tool: "entrasim", Version: o.Version, GoVersion: runtime.Version(), Target: base, Profile: grading.Profile, Seed: o.Seed,
			RunID: "client", Started: began.UTC(), DurationMS: o.Now().Sub(began).Milliseconds(), Command: o.Repeat,
		},
		Notes: append(notes, fmt.Sprintf("%d requests were recorded", len(trail))), Checks: checks,
	}), nil
}

// header is how long a client may take to send a request's header.
const header = 10 * time.Second

// serve answers until the client is done.
func serve(ctx context.Context, o Options, l net.Listener, h http.Handler, base, token string) (notes []string, err error) {
	front := &http.Server{Handler: h, ReadHeaderTimeout: header}
	served := make(chan error, 1)
	go func() { served <- front.Serve(l) }()
	defer func() {
		closing, cancel := context.WithTimeout(context.Background(), header)
		defer cancel()
		if serr := front.Shutdown(closing); serr != nil {
			_ = front.Close()
		}
		if serr := <-served; serr != nil && !errors.Is(serr, http.ErrServerClosed) && err == nil {
			err = fmt.Errorf("serve: %w", serr)
		}
	}()
	o.Ready(base, token)
	if o.For > 0 {
		limited, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() { // ends with limited
			_ = o.Wait(limited, o.For)
			cancel()
		}()
		ctx = limited
	}
	if o.Command == "" {
		<-ctx.Done()
		return nil, nil
	}
	return command(ctx, o, base, token)
}

// populate puts users and a group into the server, so that a client meets lists of several pages.
func populate(srv *server.Server, token string, users int) error {
	for n := range users {
		name := fmt.Sprintf("resident%02d@entrasim.example", n+1)
		body := fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%q,"displayName":"Resident %d","active":true,"emails":[{"type":"work","primary":true,"value":%[1]q}]}`, name, n+1)
		if err := create(srv, token, "/Users", body); err != nil {
			return err
		}
	}
	return create(srv, token, "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Residents"}`)
}

func create(srv *server.Server, token, path, body string) error {
	req := httptest.NewRequest(http.MethodPost, srv.BasePath()+path, strings.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/scim+json")
	rec := httptest.NewRecorder()
	srv.Handler().ServeHTTP(rec, req)
	if rec.Code != http.StatusCreated {
		return fmt.Errorf("put something into the reference server: POST %s answered %d %s", path, rec.Code, rec.Body)
	}
	return nil
}
