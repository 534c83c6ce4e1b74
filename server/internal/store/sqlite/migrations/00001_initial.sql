-- +goose Up

-- Times are nanoseconds since 1970 in UTC; a time that is absent is NULL.

CREATE TABLE organisation (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    mood    TEXT NOT NULL,
    created INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation_role (
    org  TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL, -- 0 is the lowest
    role TEXT NOT NULL,
    PRIMARY KEY (org, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE provider (
    id      TEXT NOT NULL PRIMARY KEY,
    org     TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    created INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX provider_by_org ON provider (org);

CREATE TABLE token (
    id        TEXT NOT NULL PRIMARY KEY,
    org       TEXT NOT NULL,
    provider  TEXT NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    label     TEXT NOT NULL,
    hash      BLOB NOT NULL UNIQUE,
    created   INTEGER,
    expires   INTEGER,
    revoked   INTEGER,
    last_used INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX token_by_provider ON token (provider);
CREATE INDEX token_by_org ON token (org);

-- seq is the rowid, so that records are appended whatever their ids look like; random ids cost one page of the small
-- index on them, not one of the table. The indexes on keys leave out the records that lack the key.
CREATE TABLE resource (
    seq         INTEGER PRIMARY KEY,
    org         TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    type        TEXT NOT NULL,
    id          TEXT NOT NULL,
    version     INTEGER NOT NULL,
    created     INTEGER,
    modified    INTEGER,
    unique_key  TEXT NOT NULL,
    external_id TEXT NOT NULL,
    display_key TEXT NOT NULL,
    active      INTEGER NOT NULL,
    doc         BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX resource_by_id ON resource (id, org);
CREATE UNIQUE INDEX resource_by_unique_key ON resource (unique_key, org, type) WHERE unique_key <> '';
CREATE INDEX resource_by_external_id ON resource (external_id, org, type) WHERE external_id <> '';
CREATE INDEX resource_by_display ON resource (display_key, org, type) WHERE display_key <> '';
CREATE INDEX resource_by_type ON resource (org, type);

-- pos gives members the order in which they were added. nested marks members that are groups themselves, so that
-- walking down the hierarchy never reads the users.
CREATE TABLE member (
    pos     INTEGER PRIMARY KEY,
    grp     INTEGER NOT NULL REFERENCES resource (seq) ON DELETE CASCADE,
    res     INTEGER NOT NULL REFERENCES resource (seq) ON DELETE CASCADE,
    nested  INTEGER NOT NULL,
    display TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX member_by_group ON member (grp, res);
CREATE INDEX member_by_resource ON member (res, grp);
CREATE INDEX member_nested ON member (grp, res) WHERE nested = 1;

CREATE TABLE role_mapping (
    grp  INTEGER NOT NULL PRIMARY KEY REFERENCES resource (seq) ON DELETE CASCADE,
    org  TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    role TEXT NOT NULL
) STRICT;

CREATE INDEX role_mapping_by_org ON role_mapping (org);
