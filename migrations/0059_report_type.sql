-- An organisation's own types of reports: ordered lists of sections.

CREATE TABLE report_type (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    title_en TEXT,
    state TEXT NOT NULL,
    description TEXT,
    description_en TEXT,
    audience TEXT,
    audience_en TEXT,
    sections TEXT NOT NULL, -- JSON list of { key, builder, heading, words }
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX report_type_uid ON report_type (org_id, uid);
CREATE UNIQUE INDEX report_type_number ON report_type (org_id, number);
CREATE INDEX report_type_live ON report_type (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_type_title ON report_type (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX report_type_state ON report_type (org_id, state, id) WHERE deleted_at IS NULL;

ALTER TABLE report_issue ADD COLUMN own_type_id INTEGER REFERENCES report_type (id);
CREATE INDEX report_issue_own_type ON report_issue (org_id, own_type_id, id) WHERE deleted_at IS NULL;
