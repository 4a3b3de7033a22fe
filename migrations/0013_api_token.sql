-- Personal tokens of the API. token_hash: SHA-256 of the text, which is shown once. scopes: keys
-- with a space between ("read", "measure.write").
CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_from TEXT
) STRICT;
CREATE UNIQUE INDEX api_token_uid ON api_token (org_id, uid);
CREATE UNIQUE INDEX api_token_hash ON api_token (org_id, token_hash);
CREATE INDEX api_token_account ON api_token (org_id, account_id, id);
