package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5"

	"github.com/entrasim/entrasim/server"
	"github.com/entrasim/entrasim/server/internal/store"
	"github.com/entrasim/entrasim/server/internal/store/postgres"
	"github.com/entrasim/entrasim/server/internal/store/sqlite"
)

// kind is a kind of storage that populations are kept in.
type kind struct {
	name   string
	create func(ctx context.Context, size int) (place, error)
}

// place is one empty database: how to open it while it is filled and while it is measured, and how to get rid of it.
type place struct {
	loading, serving server.Config
	open             func(context.Context) (store.Store, error) // what loading opens; nil when only the server can
	drop             func() error
}

// openKind returns a kind of storage, or the reason why it cannot be measured here.
func openKind(ctx context.Context, name string, o options) (kind, string) {
	switch name {
	case "memory":
		return kind{name, func(context.Context, int) (place, error) {
			cfg := server.Config{Memory: true}
			return place{loading: cfg, serving: cfg, drop: func() error { return nil }}, nil
		}}, ""
	case "sqlite":
		return kind{name, func(context.Context, int) (place, error) {
			dir, err := os.MkdirTemp(o.dir, "entrasim-bench-")
			if err != nil {
				return place{}, fmt.Errorf("create directory: %w", err)
			}
			fast := false
			return place{
				loading: server.Config{DataDir: dir, SyncFull: &fast},
				serving: server.Config{DataDir: dir},
				open: func(ctx context.Context) (store.Store, error) {
					return sqlite.Open(ctx, sqlite.Options{Dir: dir, Synchronous: sqlite.Normal})
				},
				drop: func() error { return os.RemoveAll(dir) },
			}, nil
		}}, ""
	}
	if o.postgres == "" {
		return kind{}, "ENTRASIM_POSTGRES_URL names no PostgreSQL"
	}
	base, err := url.Parse(o.postgres)
	if err != nil {
		return kind{}, "ENTRASIM_POSTGRES_URL is not a URL"
	}
	conn, err := pgx.Connect(ctx, o.postgres)
	if err != nil {
		return kind{}, "PostgreSQL does not answer: " + err.Error()
	}
	if err := conn.Close(ctx); err != nil {
		return kind{}, "PostgreSQL does not answer: " + err.Error()
	}
	return kind{name, func(ctx context.Context, size int) (place, error) { return createDatabase(ctx, *base, size) }}, ""
}

// createDatabase makes a database beside the one that base names.
func createDatabase(ctx context.Context, base url.URL, size int) (place, error) {
	database := fmt.Sprintf("entrasim_bench_%d_%d", os.Getpid(), size)
	admin := base.String()
	if err := statement(ctx, admin, "CREATE DATABASE "+database); err != nil {
		return place{}, err
	}
	base.Path = "/" + database
	serving := base.String()
	q := base.Query()
	q.Set("synchronous_commit", "off")
	base.RawQuery = q.Encode()
	return place{
		loading: server.Config{DataDir: base.String()},
		serving: server.Config{DataDir: serving},
		open: func(ctx context.Context) (store.Store, error) {
			return postgres.Open(ctx, base.String(), postgres.Options{})
		},
		// The measurements may have been interrupted; the database goes all the same.
		drop: func() error {
			return statement(context.WithoutCancel(ctx), admin, "DROP DATABASE IF EXISTS "+database+" WITH (FORCE)")
		},
	}, nil
}

func statement(ctx context.Context, target, sql string) error {
	conn, err := pgx.Connect(ctx, target)
	if err != nil {
		return fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	_, err = conn.Exec(ctx, sql)
	if err != nil {
		err = fmt.Errorf("%s: %w", sql, err)
	}
	return errors.Join(err, conn.Close(ctx))
}
