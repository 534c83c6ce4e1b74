-- +goose Up

-- What a token may do, and the way to those that have expired.
ALTER TABLE token ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0;
CREATE INDEX token_expires ON token (expires) WHERE expires IS NOT NULL;
