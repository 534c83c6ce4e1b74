package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// serve runs a server until ctx ends or a listener fails, then drains it.
func serve(ctx context.Context, o serveOptions, stdout, stderr io.Writer) (err error) {
	cfg, err := o.serverConfig()
	if err != nil {
		return err
	}
	log, err := o.logger(stderr)
	if err != nil {
		return err
	}
	cfg.Logger, cfg.DefectRules = log, rulesFrom(ctx)
	cert, err := o.loadTLS()
	if err != nil {
		return err
	}
	if o.isDirectory() {
		if other, ok := running(ctx, o.data); ok {
			return usage(nil, "stop it, or give this one another --data directory", "a server (pid %d) runs on %s already", other.PID, o.data)
		}
	}
	scim, err := listen("listen", o.listen)
	if err != nil {
		return err
	}
	defer scim.Close()
	admin, err := listen("admin-listen", o.adminListen)
	if err != nil {
		return err
	}
	defer admin.Close()
	if cfg.AdminToken == "" && !isLoopback(admin) {
		log.Warn("the admin API can be reached from elsewhere and has no token: it will answer this machine only; see --admin-token-env", slog.String("address", admin.Addr().String()))
	}

	defer withHeadroom()()
	srv, err := server.New(ctx, cfg)
	if err != nil {
		return openFailed(err, o.data)
	}
	defer func() {
		if cerr := srv.Close(); cerr != nil && err == nil {
			err = failed(cerr, "the log has the details", "close the store")
		}
	}()
	token, err := o.firstToken(ctx, srv)
	if err != nil {
		return err
	}

	scimTLS, scheme := secured(scim, cert)
	adminCert := cert
	if isLoopback(admin) {
		adminCert = nil // nobody else can listen in, and the commands on this machine need no trust in the certificate
	}
	adminTLS, adminScheme := secured(admin, adminCert)
	a := announcement{
		BaseURL: scheme + "://" + hostPort(scim) + srv.BasePath(), AdminURL: adminScheme + "://" + hostPort(admin),
		Token: token, PID: os.Getpid(),
	}
	if cfg.PublicURL != "" {
		a.BaseURL = cfg.PublicURL + srv.BasePath()
	}

	plane := o.httpServer(srv.AdminHandler(), log)
	front := o.httpServer(srv.Handler(), log)
	ended := make(chan error, 2)
	go func() { ended <- front.Serve(srv.Listener(scimTLS)) }()
	go func() { ended <- plane.Serve(adminTLS) }()
	waiting := 2
	defer func() {
		for range waiting { // both have been told to end; neither may outlive this function
			<-ended
		}
	}()
	defer plane.Close()
	defer front.Close()

	if o.isDirectory() {
		leave, rerr := register(o.data, registration{PID: a.PID, BaseURL: a.BaseURL, AdminURL: a.AdminURL, Instance: srv.Instance()})
		if rerr != nil {
			return failed(rerr, "the data directory must be writable", "write %s", registrationFile)
		}
		defer leave()
	}
	trim() // it answers already; whoever waits to be told finds it as small as it stays
	if err := o.announce(a, srv, stdout, stderr); err != nil {
		return failed(err, "", "write to stdout")
	}
	log.Info("serving", slog.String("scim", a.BaseURL), slog.String("admin", a.AdminURL), slog.String("store", o.where()))

	select {
	case err := <-ended:
		waiting--
		return failed(err, "the log has the details", "a listener ended")
	case <-ctx.Done():
	}
	log.Info("draining", slog.Duration("for", o.drain))
	srv.Drain()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.drain)
	defer cancel()
	for _, s := range []*http.Server{front, plane} {
		if err := s.Shutdown(grace); err != nil {
			log.Warn("requests were cut off", slog.Any("error", err))
		}
	}
	log.Info("stopped")
	return nil
}

// firstToken makes sure that somebody can use the server.
func (o serveOptions) firstToken(ctx context.Context, srv *server.Server) (string, error) {
	token, _, err := srv.EnsureDefault(ctx)
	if err != nil {
		return "", failed(err, "the log has the details", "create the organisation %s", server.DefaultOrganisation)
	}
	if token == "" && o.issueToken {
		t, err := srv.IssueToken(ctx, server.DefaultOrganisation, server.DefaultProvider, server.TokenOptions{Label: "issued at start"})
		if err != nil {
			return "", failed(err, "the log has the details", "issue a token")
		}
		token = t.Token
	}
	return token, nil
}

// openFailed explains why there is no server.
func openFailed(err error, data string) error {
	data = masked(data)
	var (
		pathErr *os.PathError
		inUse   *sqlite.InUseError
	)
	switch {
	case errors.As(err, &inUse):
		return usage(nil, "stop that process, or give this one another --data directory", "%s", inUse)
	case errors.As(err, &pathErr):
		return usage(err, "choose another directory with --data, or keep everything in memory with --memory", "open the data directory %s", data)
	case errors.Is(err, server.ErrConfig):
		return usage(err, "see: entrasim serve --help", "start the server")
	case server.IsDatabaseURL(data):
		return failed(err, "is the database running, and are host, name, user and password in the URL right?", "open the store")
	}
	return failed(err, "if the data directory is damaged, start with another one and provision again", "open the store in %s", data)
}

// where says in a word where data is kept.
func (o serveOptions) where() string {
	switch {
	case o.memory:
		return "memory"
	case server.IsDatabaseURL(o.data):
		return masked(o.data)
	}
	return fmt.Sprintf("sqlite in %s, sync %s", o.data, o.sync)
}

// isDirectory reports whether the store is a directory that this process has to itself.
func (o serveOptions) isDirectory() bool { return !o.memory && !server.IsDatabaseURL(o.data) }

// masked hides the password in the URL of a database.
func masked(data string) string {
	if !server.IsDatabaseURL(data) {
		return data
	}
	u, err := url.Parse(data)
	if err != nil {
		return "postgres://***"
	}
	q := u.Query()
	for _, name := range []string{"password", "sslpassword"} {
		if q.Has(name) {
			q.Set(name, "***")
		}
	}
	u.RawQuery = q.Encode()
	if _, set := u.User.Password(); set {
		u.User = url.UserPassword(u.User.Username(), "***")
	}
	return strings.ReplaceAll(u.String(), "%2A%2A%2A", "***")
}
