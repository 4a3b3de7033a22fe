-- What incidents may cost in a year (src/mod/loss). Quantities, items, causes and effects are JSON as
-- docs/admin/loss-format.md says.
CREATE TABLE loss_scenario (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    left_out INTEGER,
    leak INTEGER,
    description TEXT,
    frequency TEXT NOT NULL,
    frequency_basis TEXT,
    items TEXT NOT NULL,
    causes TEXT,
    effects TEXT,
    owner_id INTEGER REFERENCES person (id),
    reviewed_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX loss_scenario_uid ON loss_scenario (org_id, uid);
CREATE UNIQUE INDEX loss_scenario_number ON loss_scenario (org_id, number);
CREATE INDEX loss_scenario_live ON loss_scenario (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_scenario_title ON loss_scenario (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_scenario_left_out ON loss_scenario (org_id, left_out, title, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_scenario_leak ON loss_scenario (org_id, leak, title, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_scenario_owner ON loss_scenario (org_id, owner_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_scenario_reviewed_on ON loss_scenario (org_id, reviewed_on, id) WHERE deleted_at IS NULL;

-- A cause that several scenarios share: a cloud service falls, a supplier is broken into.
CREATE TABLE loss_cause (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    frequency TEXT NOT NULL,
    frequency_basis TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX loss_cause_uid ON loss_cause (org_id, uid);
CREATE UNIQUE INDEX loss_cause_number ON loss_cause (org_id, number);
CREATE INDEX loss_cause_live ON loss_cause (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_cause_title ON loss_cause (org_id, title, id) WHERE deleted_at IS NULL;

-- What the board accepts: more than `loss` in a year with `probability` at the most.
CREATE TABLE loss_limit (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    loss INTEGER NOT NULL,
    loss_currency TEXT NOT NULL,
    probability REAL NOT NULL,
    decided_on TEXT,
    decided_by TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX loss_limit_uid ON loss_limit (org_id, uid);
CREATE UNIQUE INDEX loss_limit_number ON loss_limit (org_id, number);
CREATE INDEX loss_limit_live ON loss_limit (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_limit_loss ON loss_limit (org_id, loss, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_limit_probability ON loss_limit (org_id, probability, loss, id) WHERE deleted_at IS NULL;
CREATE INDEX loss_limit_decided_on ON loss_limit (org_id, decided_on, id) WHERE deleted_at IS NULL;

-- covers, excludes, services, vendor_orders: JSON lists. start_hours: promised from the first call to the
-- start of an investigation.
CREATE TABLE insurance_policy (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    insurer TEXT,
    policy_no TEXT,
    left_out INTEGER,
    starts_on TEXT,
    ends_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    premium INTEGER,
    premium_currency TEXT,
    covers TEXT NOT NULL,
    event_limit INTEGER,
    event_limit_currency TEXT,
    year_limit INTEGER,
    year_limit_currency TEXT,
    deductible INTEGER,
    deductible_currency TEXT,
    waiting_hours INTEGER,
    leak_only INTEGER,
    excludes TEXT,
    exclusions TEXT,
    contact TEXT,
    start_hours INTEGER,
    services TEXT,
    vendor_orders TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX insurance_policy_uid ON insurance_policy (org_id, uid);
CREATE UNIQUE INDEX insurance_policy_number ON insurance_policy (org_id, number);
CREATE INDEX insurance_policy_live ON insurance_policy (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_title ON insurance_policy (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_left_out ON insurance_policy (org_id, left_out, title, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_starts_on ON insurance_policy (org_id, starts_on, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_ends_on ON insurance_policy (org_id, ends_on, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_owner ON insurance_policy (org_id, owner_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_premium ON insurance_policy (org_id, premium, title, id) WHERE deleted_at IS NULL;
CREATE INDEX insurance_policy_leak_only ON insurance_policy (org_id, leak_only, title, id) WHERE deleted_at IS NULL;

-- A simulation that somebody asked for: what was played (model, with the records and versions it was made
-- of), and what came of it. job: the one that plays it. mean, p95: yen of a year, for lists.
CREATE TABLE loss_run (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT NOT NULL,
    seed INTEGER NOT NULL,
    years INTEGER NOT NULL,
    model TEXT NOT NULL,
    sources TEXT NOT NULL,
    repeat_of INTEGER REFERENCES loss_run (id),
    job BLOB,
    asked_by INTEGER,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    ms INTEGER,
    result TEXT,
    digest TEXT,
    mean REAL,
    p95 REAL
) STRICT;
CREATE UNIQUE INDEX loss_run_uid ON loss_run (org_id, uid);
CREATE UNIQUE INDEX loss_run_number ON loss_run (org_id, number);
CREATE INDEX loss_run_repeat ON loss_run (org_id, repeat_of);
CREATE INDEX loss_run_newest ON loss_run (org_id, id);
