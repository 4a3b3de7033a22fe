-- What machines tell of (src/mod/alert). `seen`: how often within a day; `report`: number of the report that it became.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    severity TEXT NOT NULL,
    device TEXT,
    reference TEXT,
    detail TEXT,
    state TEXT NOT NULL,
    seen INTEGER,
    first_at INTEGER,
    last_at INTEGER,
    report TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_uid ON alert (org_id, uid);
CREATE UNIQUE INDEX alert_number ON alert (org_id, number);
CREATE INDEX alert_live ON alert (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_unit ON alert (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_severity ON alert (org_id, severity, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_state ON alert (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_seen ON alert (org_id, seen, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_last_at ON alert (org_id, last_at, id) WHERE deleted_at IS NULL;
CREATE INDEX alert_same ON alert (org_id, title, source, first_at) WHERE deleted_at IS NULL;
CREATE INDEX alert_since ON alert (org_id, created_at);
