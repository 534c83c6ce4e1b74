-- +goose Up

CREATE TABLE job (
    id   TEXT NOT NULL PRIMARY KEY,
    core TEXT NOT NULL -- JSON: everything that does not grow with the number of objects
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    job       TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    target    TEXT    NOT NULL,
    display   TEXT    NOT NULL,
    matching  TEXT    NOT NULL, -- JSON list of attribute=value; empty when there is none
    unmanaged INTEGER NOT NULL,
    disabled  INTEGER NOT NULL,
    partial   INTEGER NOT NULL,
    PRIMARY KEY (job, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE escrow (
    job     TEXT    NOT NULL,
    object  TEXT    NOT NULL,
    class   TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    first   TEXT    NOT NULL,
    last    TEXT    NOT NULL,
    next    TEXT    NOT NULL,
    retries INTEGER NOT NULL,
    adds    TEXT    NOT NULL, -- JSON lists of source ids; empty when there are none
    removes TEXT    NOT NULL,
    PRIMARY KEY (job, object, class)
) STRICT, WITHOUT ROWID;

-- The order in which references began to wait is the order in which they are taken up.
CREATE TABLE waiting (
    place   INTEGER PRIMARY KEY AUTOINCREMENT,
    job     TEXT NOT NULL,
    missing TEXT NOT NULL,
    object  TEXT NOT NULL,
    class   TEXT NOT NULL,
    UNIQUE (job, missing, object, class)
) STRICT;

CREATE TABLE staged (
    job    TEXT NOT NULL,
    object TEXT NOT NULL,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    since  TEXT NOT NULL,
    PRIMARY KEY (job, object)
) STRICT, WITHOUT ROWID;
