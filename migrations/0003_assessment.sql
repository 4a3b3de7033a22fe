-- What results are compared with: targets of the organisation's own, averages of industries.

-- level: tenths ("35" is 3.5), so that halves can be aimed at.
CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    sheet_key TEXT NOT NULL,
    section_key TEXT NOT NULL,
    period TEXT NOT NULL,
    level INTEGER NOT NULL,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX target_uid ON target (org_id, uid);
CREATE UNIQUE INDEX target_section ON target (org_id, sheet_key, section_key, period)
    WHERE deleted_at IS NULL;
CREATE INDEX target_live ON target (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX target_period ON target (org_id, period, id) WHERE deleted_at IS NULL;

-- Of a section or of one item; published by somebody at some date, or marked as a sample.
CREATE TABLE industry_average (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    sheet_key TEXT NOT NULL,
    industry TEXT NOT NULL,
    section_key TEXT,
    item_key TEXT,
    mean REAL NOT NULL,
    n INTEGER,
    source TEXT NOT NULL,
    as_of TEXT NOT NULL,
    sample INTEGER NOT NULL DEFAULT 0,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX industry_average_uid ON industry_average (org_id, uid);
CREATE INDEX industry_average_live ON industry_average (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX industry_average_as_of ON industry_average (org_id, as_of, id) WHERE deleted_at IS NULL;
CREATE INDEX industry_average_find ON industry_average (org_id, sheet_key, industry, as_of, id)
    WHERE deleted_at IS NULL;
