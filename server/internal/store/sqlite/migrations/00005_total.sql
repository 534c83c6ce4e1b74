-- +goose Up

-- How many records of a type an organisation has, so that a list can say so without counting them.
CREATE TABLE total (
    org  TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (org, type)
) STRICT, WITHOUT ROWID;

INSERT INTO total (org, type, n) SELECT org, type, count(*) FROM resource GROUP BY org, type;

-- +goose StatementBegin
CREATE TRIGGER resource_added AFTER INSERT ON resource BEGIN
    INSERT INTO total (org, type, n) VALUES (new.org, new.type, 1) ON CONFLICT (org, type) DO UPDATE SET n = n + 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER resource_removed AFTER DELETE ON resource BEGIN
    UPDATE total SET n = n - 1 WHERE org = old.org AND type = old.type;
END;
-- +goose StatementEnd
