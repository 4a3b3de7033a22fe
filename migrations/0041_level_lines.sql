-- Whose mean an average is: the industry's (empty, as all were until now), that of comparable firms or
-- of the world's leaders. And how rating services outside see us, over time.

ALTER TABLE industry_average ADD COLUMN level_line TEXT;
CREATE INDEX industry_average_level_line ON industry_average (org_id, level_line, as_of, id) WHERE deleted_at IS NULL;

CREATE TABLE outside_score (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    service TEXT NOT NULL,
    measured_on TEXT NOT NULL,
    score REAL NOT NULL,
    industry_score REAL,
    score_max REAL,
    grade TEXT,
    source TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX outside_score_uid ON outside_score (org_id, uid);
CREATE UNIQUE INDEX outside_score_number ON outside_score (org_id, number);
CREATE INDEX outside_score_live ON outside_score (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_unit ON outside_score (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_service ON outside_score (org_id, service, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_measured_on ON outside_score (org_id, measured_on, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_score ON outside_score (org_id, score, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_industry_score ON outside_score (org_id, industry_score, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_score_score_max ON outside_score (org_id, score_max, id) WHERE deleted_at IS NULL;

-- The measures of a sheet.
CREATE INDEX measure_sheet_key ON measure (org_id, sheet_key, id) WHERE deleted_at IS NULL;
