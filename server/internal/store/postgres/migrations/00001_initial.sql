-- +goose Up

-- Times are nanoseconds since 1970 in UTC; a time that is absent is NULL. Texts are escaped (see text.go) and compared byte by
-- byte, which is why every one has the collation "C". Indexes hold the first 250 characters of a text that may be of any
-- length, which is well within what an index takes.

CREATE TABLE organisation (
    id               text COLLATE "C" PRIMARY KEY,
    name             text COLLATE "C" NOT NULL,
    mood             text COLLATE "C" NOT NULL,
    roles            text[] COLLATE "C" NOT NULL, -- lowest first
    created          bigint,
    settings_version bigint NOT NULL DEFAULT 0,
    settings         bytea
);

CREATE TABLE provider (
    id      text COLLATE "C" PRIMARY KEY,
    org     text COLLATE "C" NOT NULL REFERENCES organisation ON DELETE CASCADE,
    name    text COLLATE "C" NOT NULL,
    created bigint
);

CREATE INDEX provider_by_org ON provider (org);

CREATE TABLE token (
    id        text COLLATE "C" PRIMARY KEY,
    org       text COLLATE "C" NOT NULL,
    provider  text COLLATE "C" NOT NULL REFERENCES provider ON DELETE CASCADE,
    label     text COLLATE "C" NOT NULL,
    hash      bytea NOT NULL UNIQUE,
    created   bigint,
    expires   bigint,
    revoked   bigint,
    last_used bigint
);

CREATE INDEX token_by_provider ON token (provider);
CREATE INDEX token_by_org ON token (org);

CREATE TABLE client (
    id       text COLLATE "C" PRIMARY KEY,
    org      text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL REFERENCES provider ON DELETE CASCADE,
    created  bigint,
    doc      bytea NOT NULL
);

CREATE INDEX client_by_provider ON client (provider);
CREATE INDEX client_by_org ON client (org);

-- doc is the document as it was given; search is what conditions look at, made from it by the program (see search.go).
CREATE TABLE resource (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org         text COLLATE "C" NOT NULL REFERENCES organisation ON DELETE CASCADE,
    type        text COLLATE "C" NOT NULL,
    id          text COLLATE "C" NOT NULL,
    version     bigint NOT NULL,
    created     bigint,
    modified    bigint,
    unique_key  text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    display_key text COLLATE "C" NOT NULL,
    active      boolean NOT NULL,
    doc         bytea NOT NULL,
    search      jsonb NOT NULL
);

CREATE UNIQUE INDEX resource_by_id ON resource (org, id);
CREATE UNIQUE INDEX resource_by_unique_key ON resource
    (org, type, left(unique_key, 250), (CASE WHEN length(unique_key) > 250 THEN md5(unique_key) ELSE '' END))
    WHERE unique_key <> '';
CREATE INDEX resource_by_external_id ON resource (org, type, left(external_id, 250)) WHERE external_id <> '';
CREATE INDEX resource_by_display ON resource (org, type, left(display_key, 250)) WHERE display_key <> '';
CREATE INDEX resource_by_type ON resource (org, type, seq);

CREATE TABLE email (
    res   bigint NOT NULL REFERENCES resource ON DELETE CASCADE,
    org   text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL -- folded
);

CREATE INDEX email_by_value ON email (org, left(value, 250));
CREATE INDEX email_by_resource ON email (res);

-- pos gives members the order in which they were added. nested marks members that are groups themselves, so that walking down
-- the hierarchy never reads the users.
CREATE TABLE member (
    pos     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    grp     bigint NOT NULL REFERENCES resource ON DELETE CASCADE,
    res     bigint NOT NULL REFERENCES resource ON DELETE CASCADE,
    nested  boolean NOT NULL,
    display text COLLATE "C" NOT NULL
);

CREATE UNIQUE INDEX member_by_group ON member (grp, res);
CREATE INDEX member_by_resource ON member (res, grp);
CREATE INDEX member_nested ON member (grp, res) WHERE nested;

CREATE TABLE role_mapping (
    grp  bigint PRIMARY KEY REFERENCES resource ON DELETE CASCADE,
    org  text COLLATE "C" NOT NULL REFERENCES organisation ON DELETE CASCADE,
    role text COLLATE "C" NOT NULL
);

CREATE INDEX role_mapping_by_org ON role_mapping (org);

-- Fingerprints that were used, and when they may be forgotten.
CREATE TABLE used (
    fingerprint bytea PRIMARY KEY,
    until       bigint NOT NULL
);

CREATE INDEX used_by_until ON used (until);

-- +goose StatementBegin
-- The one value of many that sorts: of an array the first element whose "primary" is true, or else the first.
CREATE FUNCTION entrasim_pick(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE jsonb_typeof(v)
        WHEN 'array' THEN
            (SELECT e FROM jsonb_array_elements(v) WITH ORDINALITY x (e, place)
             ORDER BY e -> 'primary' IS NOT DISTINCT FROM 'true'::jsonb DESC, place LIMIT 1)
        ELSE v
    END
$$;
-- +goose StatementEnd
