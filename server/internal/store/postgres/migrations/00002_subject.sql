-- +goose Up

-- The id of the user that a token stands for.
ALTER TABLE token ADD COLUMN subject text NOT NULL DEFAULT '';
