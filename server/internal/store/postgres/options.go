package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Defaults of Options.
const (
	DefaultMaxConns = 10
	DefaultPatience = 5 * time.Second
)

// Options says how the database is used.
type Options struct {
	// MaxConns is the most connections this process has open. 0 means the URL's pool_max_conns, or else DefaultMaxConns. All
	// processes together must stay below the database's max_connections.
	MaxConns int
	// Patience is how long an operation that has changed nothing yet is tried again while the database cannot be reached, before
	// it gives store.ErrUnavailable. 0 means DefaultPatience, a negative one not at all.
	Patience time.Duration
	// Logger receives the migrations that ran. Nil discards.
	Logger *slog.Logger
}

func (o Options) complete() (Options, error) {
	if o.MaxConns < 0 {
		return o, fmt.Errorf("max connections: %d is negative; use 0 for the default", o.MaxConns)
	}
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// poolConfig reads a URL. What is wrong with it is said without repeating it, because it may hold a password.
func poolConfig(text string, opts Options) (*pgxpool.Config, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return nil, errors.New("URL is malformed; use postgres://user:password@host:5432/database")
	}
	cfg, err := pgxpool.ParseConfig(text)
	if err != nil {
		var parse *pgconn.ParseConfigError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("URL of host %s cannot be used: %w", u.Host, errors.Unwrap(parse))
		}
		return nil, fmt.Errorf("URL of host %s cannot be used", u.Host)
	}
	query := u.Query()
	switch {
	case opts.MaxConns > 0:
		cfg.MaxConns = int32(min(opts.MaxConns, 10_000))
	case !query.Has("pool_max_conns"):
		cfg.MaxConns = DefaultMaxConns
	}
	if !query.Has("pool_min_idle_conns") {
		cfg.MinIdleConns = min(2, cfg.MaxConns)
	}
	if !query.Has("pool_max_conn_idle_time") {
		cfg.MaxConnIdleTime = 5 * time.Minute
	}
	if !query.Has("connect_timeout") {
		cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	if cfg.ConnConfig.RuntimeParams["application_name"] == "" {
		cfg.ConnConfig.RuntimeParams["application_name"] = "entrasim"
	}
	if cfg.ConnConfig.RuntimeParams["jit"] == "" {
		// PostgreSQL would compile a query that it takes for a large one, which takes longer than each of ours does.
		cfg.ConnConfig.RuntimeParams["jit"] = "off"
	}
	// A context that ends asks the database to stop and leaves the connection usable.
	cfg.ConnConfig.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: c, DeadlineDelay: 5 * time.Second}
	}
	cfg.AfterConnect = settle
	return cfg, nil
}

// settle makes sure that an acknowledged commit is one on disk, unless the URL asks for something else.
func settle(ctx context.Context, c *pgx.Conn) error {
	if c.Config().RuntimeParams["synchronous_commit"] != "" {
		return nil
	}
	_, err := c.Exec(ctx, `SELECT set_config('synchronous_commit', 'on', false)
		WHERE current_setting('synchronous_commit') = 'off'`)
	return err
}
