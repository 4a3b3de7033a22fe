-- Who decides on steps that stop business, and which analysis is done for which threat (src/mod/response).

CREATE TABLE response_decision (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    action TEXT NOT NULL,
    impact TEXT NOT NULL,
    staff TEXT NOT NULL,
    head TEXT NOT NULL,
    management TEXT NOT NULL,
    headquarters TEXT NOT NULL,
    note TEXT,
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX response_decision_uid ON response_decision (org_id, uid);
CREATE UNIQUE INDEX response_decision_number ON response_decision (org_id, number);
CREATE INDEX response_decision_live ON response_decision (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_position ON response_decision (org_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_action ON response_decision (org_id, action, impact, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_impact ON response_decision (org_id, impact, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_staff ON response_decision (org_id, staff, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_head ON response_decision (org_id, head, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_management ON response_decision (org_id, management, id) WHERE deleted_at IS NULL;
CREATE INDEX response_decision_headquarters ON response_decision (org_id, headquarters, id) WHERE deleted_at IS NULL;

CREATE TABLE analysis_plan (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    threat_id INTEGER REFERENCES threat_response (id),
    own_work TEXT NOT NULL,
    vendor_work TEXT,
    vendor_id INTEGER REFERENCES supplier (id),
    contact_id INTEGER REFERENCES contact (id),
    cost INTEGER,
    cost_currency TEXT,
    policy_id INTEGER REFERENCES insurance_policy (id),
    covered TEXT NOT NULL,
    cover_note TEXT,
    agreed_on TEXT,
    reviewed_on TEXT,
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX analysis_plan_uid ON analysis_plan (org_id, uid);
CREATE UNIQUE INDEX analysis_plan_number ON analysis_plan (org_id, number);
CREATE INDEX analysis_plan_live ON analysis_plan (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_position ON analysis_plan (org_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_threat ON analysis_plan (org_id, threat_id, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_vendor ON analysis_plan (org_id, vendor_id, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_contact ON analysis_plan (org_id, contact_id, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_policy ON analysis_plan (org_id, policy_id, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_cost ON analysis_plan (org_id, cost, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_covered ON analysis_plan (org_id, covered, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_agreed_on ON analysis_plan (org_id, agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX analysis_plan_reviewed_on ON analysis_plan (org_id, reviewed_on, id) WHERE deleted_at IS NULL;
