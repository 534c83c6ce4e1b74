// Package postgrestest gives tests of other packages a place of their own in the PostgreSQL that ENTRASIM_POSTGRES_URL names
// (ci/scripts/postgres.sh starts one). Only tests import it.
//
//	if url, ok := postgrestest.URL(t); ok {
//		srv := server.New(ctx, server.Config{DataDir: url})
//	}
//
// Every call makes a schema that nobody else uses and that goes with the test, so tests may run at the same time, and again on
// the same database. Without a database tests do with the other stores; in CI that is a failure. Errors end the test.
package postgrestest
