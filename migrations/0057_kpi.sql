-- Indicators of a balanced scorecard, and what each was in a month, quarter or fiscal year.

CREATE TABLE indicator (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    perspective TEXT NOT NULL,
    question TEXT,
    source TEXT NOT NULL,
    figure TEXT NOT NULL,
    direction TEXT NOT NULL,
    target REAL,
    green REAL,
    amber REAL,
    cycle TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    judged TEXT,
    comment TEXT,
    measured_on TEXT,
    leads_to_id INTEGER REFERENCES indicator (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX indicator_uid ON indicator (org_id, uid);
CREATE UNIQUE INDEX indicator_number ON indicator (org_id, number);
CREATE INDEX indicator_live ON indicator (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_title ON indicator (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_perspective ON indicator (org_id, perspective, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_source ON indicator (org_id, source, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_figure ON indicator (org_id, figure, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_direction ON indicator (org_id, direction, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_target ON indicator (org_id, target, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_cycle ON indicator (org_id, cycle, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_owner ON indicator (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_measured_on ON indicator (org_id, measured_on, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_leads_to ON indicator (org_id, leads_to_id, id) WHERE deleted_at IS NULL;

CREATE TABLE indicator_value (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT,
    indicator_id INTEGER NOT NULL REFERENCES indicator (id),
    period_end TEXT NOT NULL,
    value REAL,
    records INTEGER,
    unit_price INTEGER,
    origin TEXT,
    comment TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX indicator_value_uid ON indicator_value (org_id, uid);
CREATE UNIQUE INDEX indicator_value_number ON indicator_value (org_id, number);
CREATE UNIQUE INDEX indicator_value_period_of ON indicator_value (org_id, indicator_id, period_end) WHERE deleted_at IS NULL;
CREATE INDEX indicator_value_live ON indicator_value (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_value_indicator ON indicator_value (org_id, indicator_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_value_period_end ON indicator_value (org_id, period_end, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_value_value ON indicator_value (org_id, value, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_value_origin ON indicator_value (org_id, origin, id) WHERE deleted_at IS NULL;
