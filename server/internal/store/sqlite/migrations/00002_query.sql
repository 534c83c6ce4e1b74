-- +goose Up

-- Keys of e-mails, folded, kept up with the documents. entrasim_emails is a function of the program's.
CREATE TABLE email (
    res   INTEGER NOT NULL REFERENCES resource (seq) ON DELETE CASCADE,
    org   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (value, org, res)
) STRICT, WITHOUT ROWID;

CREATE INDEX email_by_resource ON email (res);

INSERT INTO email (res, org, value)
SELECT r.seq, r.org, e.value FROM resource r, json_each(entrasim_emails(r.doc)) e;

ALTER TABLE organisation ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN settings BLOB;

CREATE TABLE client (
    id       TEXT NOT NULL PRIMARY KEY,
    org      TEXT NOT NULL,
    provider TEXT NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    created  INTEGER,
    doc      BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX client_by_provider ON client (provider);
CREATE INDEX client_by_org ON client (org);

-- Fingerprints that were used, and when they may be forgotten.
CREATE TABLE used (
    fingerprint BLOB NOT NULL PRIMARY KEY,
    until       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX used_by_until ON used (until);
