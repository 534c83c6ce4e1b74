-- +goose Up

-- The id of the user that a token stands for.
ALTER TABLE token ADD COLUMN subject TEXT NOT NULL DEFAULT '';
