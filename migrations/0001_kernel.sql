-- Organisations, units, people, accounts, sessions, audit chain, jobs, files.
-- Written in SQLite's dialect; kernel/db maps types for PostgreSQL (docs/adr/0005).

CREATE TABLE org (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    lang TEXT NOT NULL,
    currency TEXT NOT NULL,
    fiscal_first_month INTEGER NOT NULL,
    industry TEXT,
    created_at INTEGER NOT NULL
) STRICT;

-- The one-time link of the first set-up, while there is no organisation; token_hash: SHA-256.
CREATE TABLE setup (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- Last number given, by register prefix and fiscal year.
CREATE TABLE counter (
    org_id INTEGER NOT NULL REFERENCES org (id),
    prefix TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (org_id, prefix, year)
) STRICT, WITHOUT ROWID;

-- path: ids from the top, "/1/5/": a subtree is a range of it. folded (here and in every register):
-- the searchable fields, folded (base/utf8.h), one a line: what a substring filter looks at.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    parent_id INTEGER REFERENCES unit (id),
    path TEXT NOT NULL DEFAULT '', -- given right after the row, in its transaction
    kind TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    country TEXT,
    zone TEXT,
    head_office INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX unit_uid ON unit (org_id, uid);
CREATE UNIQUE INDEX unit_number ON unit (org_id, number);
CREATE UNIQUE INDEX unit_code ON unit (org_id, code) WHERE deleted_at IS NULL AND code IS NOT NULL;
CREATE UNIQUE INDEX unit_path ON unit (org_id, path);
CREATE INDEX unit_parent ON unit (org_id, parent_id);
CREATE INDEX unit_live ON unit (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX unit_path_order ON unit (org_id, path, id) WHERE deleted_at IS NULL;
CREATE INDEX unit_name ON unit (org_id, name, id) WHERE deleted_at IS NULL;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT,
    email TEXT,
    post TEXT,
    department TEXT,
    lang TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX person_uid ON person (org_id, uid);
CREATE UNIQUE INDEX person_number ON person (org_id, number);
CREATE INDEX person_unit ON person (org_id, unit_id, kana, id) WHERE deleted_at IS NULL;
CREATE INDEX person_live ON person (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX person_kana ON person (org_id, kana, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX person_email ON person (org_id, email) WHERE deleted_at IS NULL AND email IS NOT NULL;

-- login is stored folded (NFKC, lower case). state: active, disabled, invited (never signed in).
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    lang TEXT,
    state TEXT NOT NULL,
    password_hash TEXT,
    password_at INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    last_login_at INTEGER,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_uid ON account (org_id, uid);
CREATE UNIQUE INDEX account_login ON account (org_id, login);
CREATE INDEX account_person ON account (org_id, person_id);

-- A role in a unit and all below it.
CREATE TABLE account_role (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (org_id, account_id, role, unit_id)
) STRICT, WITHOUT ROWID;

-- token_hash: SHA-256 of the cookie's value. kind: session, link (one-time sign-in).
-- opened_by: password, link, setup; one opened by a link may set a password without the old one.
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    csrf TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    address TEXT,
    agent TEXT
) STRICT;
CREATE UNIQUE INDEX session_token ON session (org_id, token_hash);
CREATE INDEX session_account ON session (org_id, account_id);
CREATE INDEX session_expires ON session (org_id, expires_at);

-- One row an organisation: the end of its audit chain.
CREATE TABLE audit_head (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- The chain. hash = SHA-256 over the previous hash and this row's members (kernel/audit/chain.h).
CREATE TABLE audit (
    org_id INTEGER NOT NULL REFERENCES org (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    via TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    subject_uid BLOB,
    unit_id INTEGER NOT NULL,
    payload_digest BLOB,
    hash BLOB NOT NULL,
    PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_subject ON audit (org_id, subject, subject_id, seq);
CREATE INDEX audit_at ON audit (org_id, at);

-- What the digests cover; erasing personal data removes a row here, never one of the chain.
CREATE TABLE audit_payload (
    org_id INTEGER NOT NULL REFERENCES org (id),
    seq INTEGER NOT NULL,
    salt BLOB NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;

-- Payloads taken out by law, with the entry that says so.
CREATE TABLE audit_erased (
    org_id INTEGER NOT NULL REFERENCES org (id),
    seq INTEGER NOT NULL,
    erased_by_seq INTEGER NOT NULL,
    PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;

-- Heads signed with the Ed25519 key that lies outside the database.
CREATE TABLE audit_signature (
    org_id INTEGER NOT NULL REFERENCES org (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (org_id, seq)
) STRICT, WITHOUT ROWID;

-- state: queued, running, done, failed, cancelled.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    payload TEXT NOT NULL,
    result TEXT,
    progress REAL NOT NULL DEFAULT 0,
    message TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    run_at INTEGER NOT NULL,
    lease_until INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    unique_key TEXT
) STRICT;
CREATE UNIQUE INDEX job_uid ON job (org_id, uid);
CREATE INDEX job_due ON job (org_id, state, run_at);
CREATE INDEX job_lease ON job (org_id, state, lease_until);
CREATE INDEX job_account ON job (org_id, account_id, id);
CREATE UNIQUE INDEX job_unique ON job (org_id, unique_key) WHERE state IN ('queued', 'running') AND unique_key IS NOT NULL;

-- Content in blocks of 256 KiB beside it; ready_at is set last, so half an upload is never seen.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    ready_at INTEGER
) STRICT;
CREATE UNIQUE INDEX file_uid ON file (org_id, uid);
CREATE INDEX file_unready ON file (org_id, created_at) WHERE ready_at IS NULL;

CREATE TABLE file_block (
    org_id INTEGER NOT NULL REFERENCES org (id),
    file_id INTEGER NOT NULL REFERENCES file (id),
    no INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (org_id, file_id, no)
) STRICT;

-- Answers to POSTs with an Idempotency-Key, for 24 hours. The row comes with the change itself;
-- status 0: the answer is not there (yet).
CREATE TABLE idempotency (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    status INTEGER NOT NULL,
    location TEXT,
    answer TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, account_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (org_id, created_at);
