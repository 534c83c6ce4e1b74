package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/entrasim/entrasim/server/internal/store"
)

// Codes of PostgreSQL's errors (appendix A of its manual).
const (
	codeForeignKey       = "23503"
	codeUnique           = "23505"
	codeSerialization    = "40001"
	codeDeadlock         = "40P01"
	codeQueryCanceled    = "57014"
	codeAdminShutdown    = "57P01"
	codeCrashShutdown    = "57P02"
	codeCannotConnectNow = "57P03"
	codeTooMany          = "53300"
	codeReadOnly         = "25006"
	classConnection      = "08"
)

func codeOf(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// isLostRace reports whether a transaction failed for what another did meanwhile, so that running it again may help. A violated
// constraint is one too: statements ask first, so only somebody who came in between can violate it.
func isLostRace(err error) bool {
	if errors.Is(err, errLostRace) {
		return true
	}
	switch codeOf(err) {
	case codeSerialization, codeDeadlock, codeUnique, codeForeignKey:
		return true
	}
	return false
}

// explained turns the driver's error into one of the store's: the context's, if that is what ended the statement, or
// store.ErrUnavailable if there is no database.
func explained(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil && (codeOf(err) == codeQueryCanceled || codeOf(err) == "" && !isOurs(err)):
		return ctx.Err()
	case isUnreachable(err):
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return err
}

// isOurs reports whether an error is one that the store itself made.
func isOurs(err error) bool {
	for _, known := range []error{store.ErrNotFound, store.ErrConflict, store.ErrClosed, store.ErrPosition, errEnded} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

func isUnreachable(err error) bool {
	switch code := codeOf(err); code {
	case codeAdminShutdown, codeCrashShutdown, codeCannotConnectNow, codeTooMany, codeReadOnly:
		return true
	case "":
		var connect *pgconn.ConnectError
		return errors.As(err, &connect) || isConnectionLost(err)
	default:
		return code[:2] == classConnection
	}
}

func isConnectionLost(err error) bool {
	var network net.Error
	return errors.As(err, &network) || pgconn.SafeToRetry(err) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// first and longest are the pauses between attempts, which double.
const (
	first   = 10 * time.Millisecond
	longest = 500 * time.Millisecond
)

// patiently runs fn until it succeeds, fails for another reason than an unreachable database, or patience ends. fn must be
// safe to repeat.
func (s *Store) patiently(ctx context.Context, fn func() error) error {
	for waited, pause := time.Duration(0), first; ; pause = min(2*pause, longest) {
		err := explained(ctx, fn())
		if !errors.Is(err, store.ErrUnavailable) {
			return err
		}
		if waited >= s.patience || !rest(ctx, pause) {
			return err
		}
		waited += pause
		s.pool.Reset() // other connections will be broken as well
	}
}

// rest waits, and reports whether ctx has not ended.
func rest(ctx context.Context, d time.Duration) bool {
	alarm, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	<-alarm.Done()
	return ctx.Err() == nil
}
