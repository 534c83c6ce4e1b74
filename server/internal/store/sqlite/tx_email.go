package sqlite

import (
	"context"
	"slices"
)

var (
	sqlEmails      = newQuery("SELECT value FROM email WHERE res = ?1 ORDER BY value")
	sqlAddEmail    = newQuery("INSERT INTO email (res, org, value) VALUES (?1, ?2, ?3)")
	sqlRemoveEmail = newQuery("DELETE FROM email WHERE value = ?3 AND org = ?2 AND res = ?1")
)

func (t *tx) addEmails(ctx context.Context, seq int64, org string, keys []string) error {
	for _, key := range keys {
		if _, _, err := t.write(ctx, sqlAddEmail, seq, org, key); err != nil {
			return err
		}
	}
	return nil
}

// setEmails makes a record's keys exactly those given; most changes of a record leave them as they are.
func (t *tx) setEmails(ctx context.Context, seq int64, org string, keys []string) error {
	have, err := list(ctx, t.conn, sqlEmails, func(row row) string { return row.text(0) }, seq)
	if err != nil {
		return err
	}
	for _, key := range have {
		if slices.Contains(keys, key) {
			continue
		}
		if _, _, err := t.write(ctx, sqlRemoveEmail, seq, org, key); err != nil {
			return err
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return slices.Contains(have, key) })
	return t.addEmails(ctx, seq, org, fresh)
}
