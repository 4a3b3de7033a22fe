-- Imports of tables into registers: the file as it came, how its columns are meant, what came of it.
-- head, plan, result: JSON of the program's own writing (kernel/register/register_import.h).

CREATE TABLE register_import (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    register TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    file_id INTEGER REFERENCES file (id), -- NULL: taken, the file is no longer needed
    job_uid BLOB,
    head TEXT NOT NULL,
    plan TEXT NOT NULL,
    result TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    taken_at INTEGER,
    undone_at INTEGER
) STRICT;
CREATE UNIQUE INDEX register_import_uid ON register_import (org_id, uid);
CREATE INDEX register_import_own ON register_import (org_id, register, account_id, id);
CREATE INDEX register_import_updated ON register_import (org_id, updated_at);

-- What an import did, for its undo: the record, its version after it, and the fields it changed as
-- they were before (NULL: the record was added).
CREATE TABLE register_import_row (
    org_id INTEGER NOT NULL REFERENCES org (id),
    import_id INTEGER NOT NULL REFERENCES register_import (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    record_uid BLOB NOT NULL,
    version INTEGER NOT NULL,
    before TEXT,
    PRIMARY KEY (org_id, import_id, no)
) STRICT, WITHOUT ROWID;
