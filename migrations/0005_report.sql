-- Issues of reports: what was told to whom and when.

CREATE TABLE report_issue (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    period TEXT,
    campaign TEXT,
    audience TEXT,
    audience_en TEXT,
    confidentiality TEXT,
    confidentiality_en TEXT,
    meeting TEXT,
    meeting_en TEXT,
    meeting_date TEXT,
    approver TEXT,
    approver_post TEXT,
    approved_at INTEGER,
    digest TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX report_issue_uid ON report_issue (org_id, uid);
CREATE UNIQUE INDEX report_issue_number ON report_issue (org_id, number);
CREATE INDEX report_issue_live ON report_issue (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_state ON report_issue (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_period ON report_issue (org_id, period, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_meeting_date ON report_issue (org_id, meeting_date, id) WHERE deleted_at IS NULL;

-- What an approved issue says, byte for byte as its digest covers it (docs/admin/report-format.md).
-- Written once, at approval.
CREATE TABLE report_document (
    org_id INTEGER NOT NULL REFERENCES org (id),
    issue_id INTEGER NOT NULL REFERENCES report_issue (id),
    document TEXT NOT NULL,
    PRIMARY KEY (org_id, issue_id)
) STRICT, WITHOUT ROWID;

-- What people wrote for a section, in one language.
CREATE TABLE report_words (
    org_id INTEGER NOT NULL REFERENCES org (id),
    issue_id INTEGER NOT NULL REFERENCES report_issue (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, issue_id, section, lang)
) STRICT, WITHOUT ROWID;

-- Files made from a document, one a form and language; good while the document has that digest.
CREATE TABLE report_file (
    org_id INTEGER NOT NULL REFERENCES org (id),
    issue_id INTEGER NOT NULL REFERENCES report_issue (id),
    format TEXT NOT NULL,
    lang TEXT NOT NULL,
    digest TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file (id),
    PRIMARY KEY (org_id, issue_id, format, lang)
) STRICT, WITHOUT ROWID;
