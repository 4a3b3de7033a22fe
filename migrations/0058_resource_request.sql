-- Requests for people and budget: measures of one target level that are decided together.

CREATE TABLE resource_request (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    sheet_key TEXT,
    campaign TEXT,
    level_to_reach INTEGER,
    measures TEXT NOT NULL,
    reason TEXT,
    people_needed INTEGER,
    cost_low INTEGER,
    cost_low_currency TEXT,
    cost_high INTEGER,
    cost_high_currency TEXT,
    cost_yearly INTEGER,
    cost_yearly_currency TEXT,
    people TEXT,
    contents TEXT,
    decided_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX resource_request_uid ON resource_request (org_id, uid);
CREATE UNIQUE INDEX resource_request_number ON resource_request (org_id, number);
CREATE INDEX resource_request_live ON resource_request (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_unit ON resource_request (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_state ON resource_request (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_sheet_key ON resource_request (org_id, sheet_key, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_level_to_reach ON resource_request (org_id, level_to_reach, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_people_needed ON resource_request (org_id, people_needed, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_cost_low ON resource_request (org_id, cost_low, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_cost_high ON resource_request (org_id, cost_high, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_cost_yearly ON resource_request (org_id, cost_yearly, id) WHERE deleted_at IS NULL;
CREATE INDEX resource_request_decided_on ON resource_request (org_id, decided_on, id) WHERE deleted_at IS NULL;
