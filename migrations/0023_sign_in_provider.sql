-- Who else vouches for people: identity provider and directory, and whom they know.

-- kind: oidc, ldap. settings: JSON, as the API shows them. secret: sealed with the key file's key.
CREATE TABLE sign_in_provider (
    org_id INTEGER NOT NULL REFERENCES org (id),
    kind TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    settings TEXT NOT NULL,
    secret BLOB,
    version INTEGER NOT NULL,
    PRIMARY KEY (org_id, kind)
) STRICT, WITHOUT ROWID;

-- An account as its provider names the person: issuer and subject never mean another.
CREATE TABLE account_identity (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX account_identity_uid ON account_identity (org_id, uid);
CREATE UNIQUE INDEX account_identity_subject ON account_identity (org_id, kind, issuer, subject);
CREATE INDEX account_identity_account ON account_identity (org_id, account_id);

-- What is taken once only: SHA-256 of a log-in's state. account_id: whose log-in waits for the code
-- of the second factor.
CREATE TABLE sign_in_once (
    org_id INTEGER NOT NULL REFERENCES org (id),
    hash BLOB NOT NULL,
    account_id INTEGER REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_once_expires ON sign_in_once (org_id, expires_at);
