-- Indicators of compromise of cases (src/mod/ioc).

-- One indicator, numbered in its case. `value` as attackers use it, `value_key`: SHA-256 of its type and that. What turned out to be none
-- is dropped and stays.
CREATE TABLE case_ioc (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    no INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    value_key TEXT NOT NULL,
    tlp TEXT NOT NULL,
    first_seen INTEGER,
    note TEXT,
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    dropped_at INTEGER,
    dropped_by INTEGER,
    dropped_reason TEXT
) STRICT;
CREATE UNIQUE INDEX case_ioc_no ON case_ioc (org_id, incident_id, no);
CREATE UNIQUE INDEX case_ioc_value ON case_ioc (org_id, incident_id, value_key) WHERE dropped_at IS NULL;
CREATE INDEX case_ioc_key ON case_ioc (org_id, value_key, incident_id) WHERE dropped_at IS NULL;
