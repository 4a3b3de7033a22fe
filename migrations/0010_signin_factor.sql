-- Second factors, and an organisation's rules of signing in.

-- Length of passwords; no row: the program's own. Roles that need a second factor stand beside it.
CREATE TABLE sign_in_rule (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    password_min INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE factor_role (
    org_id INTEGER NOT NULL REFERENCES org (id),
    role TEXT NOT NULL,
    PRIMARY KEY (org_id, role)
) STRICT, WITHOUT ROWID;

-- When the account's second factor was confirmed.
ALTER TABLE account ADD COLUMN factor_at INTEGER;

-- secret: sealed with the key file's secret key. last_step: of the last code that was taken, so that
-- none is taken twice. A row without account.factor_at is one being set up.
CREATE TABLE factor (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    secret BLOB NOT NULL,
    last_step INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, account_id)
) STRICT, WITHOUT ROWID;

-- code_hash: SHA-256 of a code of 79 random bits.
CREATE TABLE recovery_code (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    code_hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (org_id, account_id, code_hash)
) STRICT, WITHOUT ROWID;

-- 1: may only set up the second factor that the account's roles need.
ALTER TABLE session ADD COLUMN must_enrol INTEGER NOT NULL DEFAULT 0;
