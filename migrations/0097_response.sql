-- Being ready for incidents: what threatens us, who leads and who acts, and what staff do first (src/mod/response).

CREATE TABLE threat_response (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    threat_key TEXT,
    possible INTEGER NOT NULL,
    command TEXT,
    responding TEXT,
    keep_evidence INTEGER NOT NULL,
    steps TEXT,
    card_note TEXT,
    on_card INTEGER NOT NULL,
    reviewed_on TEXT,
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX threat_response_uid ON threat_response (org_id, uid);
CREATE UNIQUE INDEX threat_response_number ON threat_response (org_id, number);
CREATE INDEX threat_response_live ON threat_response (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_position ON threat_response (org_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_title ON threat_response (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_threat_key ON threat_response (org_id, threat_key, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_possible ON threat_response (org_id, possible, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_keep_evidence ON threat_response (org_id, keep_evidence, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_on_card ON threat_response (org_id, on_card, position, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_response_reviewed_on ON threat_response (org_id, reviewed_on, id) WHERE deleted_at IS NULL;

-- Where staff report. One row an organisation; no row: nothing is set, version 0.
CREATE TABLE response_window (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    name TEXT,
    phone TEXT,
    email TEXT,
    chat TEXT,
    hours TEXT,
    note TEXT,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL
) STRICT;

-- The link by which the cards are read without an account; no row: there is none. token_hash: SHA-256 of the secret, which is
-- shown once.
CREATE TABLE response_link (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    token_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL
) STRICT;
