-- Requests to us: questionnaires and audits received from customers, shareholders, insurers, buyers.

CREATE TABLE inquiry (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    asker TEXT NOT NULL,
    asker_kind TEXT NOT NULL,
    state TEXT NOT NULL,
    received TEXT NOT NULL,
    due TEXT,
    owner_id INTEGER REFERENCES person (id),
    sheet_key TEXT,
    told TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX inquiry_uid ON inquiry (org_id, uid);
CREATE UNIQUE INDEX inquiry_number ON inquiry (org_id, number);
CREATE INDEX inquiry_live ON inquiry (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX inquiry_received ON inquiry (org_id, received, id) WHERE deleted_at IS NULL;
CREATE INDEX inquiry_due ON inquiry (org_id, due, id) WHERE deleted_at IS NULL;
