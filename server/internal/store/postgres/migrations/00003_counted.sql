-- +goose Up

-- Counted and cleaned up early, so that plans fit what is there, and counts can be read off an index.
ALTER TABLE resource SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE member SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE email SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Nobody may ask about the password, so what is kept of it is kept once.
UPDATE resource SET search = search - 'password' WHERE type = 'User' AND search ? 'password';
