-- Bulk edits of registers: what is to be changed in which records, what came of it.
-- plan, result: JSON of the program's own writing (kernel/register/register_bulk.h).

CREATE TABLE register_bulk (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    register TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    job_uid BLOB,
    plan TEXT NOT NULL,
    result TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    taken_at INTEGER,
    undone_at INTEGER
) STRICT;
CREATE UNIQUE INDEX register_bulk_uid ON register_bulk (org_id, uid);
CREATE INDEX register_bulk_own ON register_bulk (org_id, register, account_id, id);
CREATE INDEX register_bulk_updated ON register_bulk (org_id, updated_at);

-- The records of an edit. version: as they were chosen (0: whatever it is), then after the edit;
-- before: the fields it changed as they were, for its undo (NULL: it has not changed this one).
CREATE TABLE register_bulk_row (
    org_id INTEGER NOT NULL REFERENCES org (id),
    bulk_id INTEGER NOT NULL REFERENCES register_bulk (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    record_uid BLOB NOT NULL,
    version INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (org_id, bulk_id, no)
) STRICT, WITHOUT ROWID;
