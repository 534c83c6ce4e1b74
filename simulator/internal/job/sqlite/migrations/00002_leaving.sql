-- +goose Up

ALTER TABLE link ADD COLUMN leaving INTEGER NOT NULL DEFAULT 0; -- its deletion has been sent
