-- Papers for meetings: who gets an issue, when it was presented, and what was decided on it.

ALTER TABLE report_issue ADD COLUMN distribution TEXT;
ALTER TABLE report_issue ADD COLUMN presented_on TEXT;
CREATE INDEX report_issue_presented_on ON report_issue (org_id, presented_on, id) WHERE deleted_at IS NULL;

CREATE TABLE report_decision (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    issue_id INTEGER NOT NULL REFERENCES report_issue (id),
    title TEXT NOT NULL,
    detail TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    state TEXT NOT NULL,
    measure_id INTEGER REFERENCES measure (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX report_decision_uid ON report_decision (org_id, uid);
CREATE UNIQUE INDEX report_decision_number ON report_decision (org_id, number);
CREATE INDEX report_decision_live ON report_decision (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_decision_issue_id ON report_decision (org_id, issue_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_decision_owner_id ON report_decision (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_decision_measure_id ON report_decision (org_id, measure_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_decision_due ON report_decision (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX report_decision_state ON report_decision (org_id, state, id) WHERE deleted_at IS NULL;
