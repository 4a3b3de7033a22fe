-- What came of every log-in. account_id NULL: there is no such login. result: ok, password, code.
-- odd: why it was told to the person ("browser network hour"), seen_at: the person has read it.
CREATE TABLE sign_in (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER REFERENCES account (id),
    at INTEGER NOT NULL,
    result TEXT NOT NULL,
    opened_by TEXT,
    address TEXT,
    agent TEXT,
    odd TEXT NOT NULL DEFAULT '',
    seen_at INTEGER
) STRICT;
CREATE UNIQUE INDEX sign_in_uid ON sign_in (org_id, uid);
CREATE INDEX sign_in_account ON sign_in (org_id, account_id, id);
CREATE INDEX sign_in_newest ON sign_in (org_id, id);
CREATE INDEX sign_in_at ON sign_in (org_id, at);
