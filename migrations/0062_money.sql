-- The figure of a business case may be one of a simulation (src/mod/loss): its number, the day it was
-- played on, its seed, and how the figure was made of it.
ALTER TABLE business_case ADD COLUMN loss_run TEXT;
ALTER TABLE business_case ADD COLUMN loss_run_on TEXT;
ALTER TABLE business_case ADD COLUMN loss_run_seed INTEGER;
ALTER TABLE business_case ADD COLUMN loss_how TEXT;
CREATE INDEX business_case_loss_run_on ON business_case (org_id, loss_run_on, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_loss_how ON business_case (org_id, loss_how, id) WHERE deleted_at IS NULL;

-- A refused log-in that closed the account for some minutes.
ALTER TABLE sign_in ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;

-- What customers ask about security and complain of. days: until it was answered.
CREATE TABLE customer_request (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    received_on TEXT NOT NULL,
    asked_by TEXT,
    detail TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    answer TEXT,
    answered_on TEXT,
    days INTEGER,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX customer_request_uid ON customer_request (org_id, uid);
CREATE UNIQUE INDEX customer_request_number ON customer_request (org_id, number);
CREATE INDEX customer_request_live ON customer_request (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_title ON customer_request (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_state ON customer_request (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_kind ON customer_request (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_received_on ON customer_request (org_id, received_on, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_owner ON customer_request (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_due ON customer_request (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_answered_on ON customer_request (org_id, answered_on, id) WHERE deleted_at IS NULL;
CREATE INDEX customer_request_days ON customer_request (org_id, days, id) WHERE deleted_at IS NULL;
