-- Units are asked which suppliers they give work to (src/mod/supplier, docs/adr/0033).

-- One round. kind: of the units asked, NULL all; under_id: they and those below, NULL the whole company.
CREATE TABLE supplier_census (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT NOT NULL,
    message TEXT,
    under_id INTEGER REFERENCES unit (id),
    kind TEXT,
    owner_id INTEGER REFERENCES person (id),
    opened_on TEXT,
    reminded_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_census_uid ON supplier_census (org_id, uid);
CREATE UNIQUE INDEX supplier_census_number ON supplier_census (org_id, number);
CREATE INDEX supplier_census_live ON supplier_census (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_due ON supplier_census (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_state ON supplier_census (org_id, state, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_under ON supplier_census (org_id, under_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_kind ON supplier_census (org_id, kind, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_owner ON supplier_census (org_id, owner_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_opened_on ON supplier_census (org_id, opened_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reminded_on ON supplier_census (org_id, reminded_on, id) WHERE deleted_at IS NULL;

-- What one unit has to say to a round. due: the round's. work: pieces of work told of when it was sent in.
CREATE TABLE supplier_census_reply (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    census_id INTEGER NOT NULL REFERENCES supplier_census (id),
    state TEXT NOT NULL,
    due TEXT,
    owner_id INTEGER REFERENCES person (id),
    work INTEGER,
    submitted_on TEXT,
    return_reason TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_census_reply_uid ON supplier_census_reply (org_id, uid);
CREATE UNIQUE INDEX supplier_census_reply_number ON supplier_census_reply (org_id, number);
CREATE UNIQUE INDEX supplier_census_reply_of ON supplier_census_reply (org_id, census_id, unit_id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_live ON supplier_census_reply (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_unit ON supplier_census_reply (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_census ON supplier_census_reply (org_id, census_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_state ON supplier_census_reply (org_id, state, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_due ON supplier_census_reply (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_owner ON supplier_census_reply (org_id, owner_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_work ON supplier_census_reply (org_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_census_reply_submitted_on ON supplier_census_reply (org_id, submitted_on, id) WHERE deleted_at IS NULL;

-- checked_on: when the unit last said that it is so. match_name: of supplier_name, as in `supplier`.
ALTER TABLE supplier_engagement ADD COLUMN checked_on TEXT;
ALTER TABLE supplier_engagement ADD COLUMN match_name TEXT;
ALTER TABLE supplier_engagement ADD COLUMN stops_other TEXT;
CREATE INDEX supplier_engagement_checked_on ON supplier_engagement (org_id, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_unplaced ON supplier_engagement (org_id, match_name, id)
    WHERE deleted_at IS NULL AND supplier_id IS NULL AND state = 'reported';

-- Somebody has said that this firm is none of the others of its name, as it was then.
CREATE TABLE supplier_apart (
    org_id INTEGER NOT NULL REFERENCES org (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id) ON DELETE CASCADE,
    match_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, supplier_id, match_name)
) STRICT;
