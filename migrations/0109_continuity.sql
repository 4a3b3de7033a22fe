-- What businesses bear when systems stop, which systems they need, how these are recovered, and the backups that it is done from
-- (src/mod/continuity).
ALTER TABLE business ADD COLUMN recovery_priority INTEGER;
ALTER TABLE business ADD COLUMN recovery_hours REAL;
ALTER TABLE business ADD COLUMN recovery_point_hours REAL;
ALTER TABLE business ADD COLUMN recovery_reason TEXT;
CREATE INDEX business_recovery_priority ON business (org_id, recovery_priority, id) WHERE deleted_at IS NULL;
CREATE INDEX business_recovery_hours ON business (org_id, recovery_hours, name, id) WHERE deleted_at IS NULL;

-- A system that a business needs. without_hours: how long the work goes on without it.
CREATE TABLE business_need (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    work TEXT NOT NULL,
    business_id INTEGER NOT NULL REFERENCES business (id),
    system_id INTEGER NOT NULL REFERENCES system (id),
    dependence TEXT NOT NULL,
    without_hours REAL,
    workaround TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX business_need_uid ON business_need (org_id, uid);
CREATE UNIQUE INDEX business_need_number ON business_need (org_id, number);
CREATE INDEX business_need_live ON business_need (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_unit ON business_need (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_work ON business_need (org_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_business ON business_need (org_id, business_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_system ON business_need (org_id, system_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_dependence ON business_need (org_id, dependence, work, id) WHERE deleted_at IS NULL;
CREATE INDEX business_need_without_hours ON business_need (org_id, without_hours, work, id) WHERE deleted_at IS NULL;

-- What is done to go on and to recover, per scenario: of a business, of a system, or, with neither, of the whole company.
CREATE TABLE recovery_procedure (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    scenario TEXT NOT NULL,
    business_id INTEGER REFERENCES business (id),
    system_id INTEGER REFERENCES system (id),
    decision TEXT,
    steps TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    place TEXT,
    exercise_id INTEGER REFERENCES exercise (id),
    exercised_on TEXT,
    exercised_hours REAL,
    found TEXT,
    review_by TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX recovery_procedure_uid ON recovery_procedure (org_id, uid);
CREATE UNIQUE INDEX recovery_procedure_number ON recovery_procedure (org_id, number);
CREATE INDEX recovery_procedure_live ON recovery_procedure (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_unit ON recovery_procedure (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_title ON recovery_procedure (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_scenario ON recovery_procedure (org_id, scenario, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_business ON recovery_procedure (org_id, business_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_system ON recovery_procedure (org_id, system_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_owner ON recovery_procedure (org_id, owner_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_exercise ON recovery_procedure (org_id, exercise_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_exercised_on ON recovery_procedure (org_id, exercised_on, id) WHERE deleted_at IS NULL;
CREATE INDEX recovery_procedure_review_by ON recovery_procedure (org_id, review_by, id) WHERE deleted_at IS NULL;

-- One way in which copies are made and kept. apart: whether the copy is lost with what it is a copy of. tested_hours: how long the
-- last restore took.
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    system_id INTEGER REFERENCES system (id),
    asset_id INTEGER REFERENCES information_asset (id),
    copies INTEGER,
    medium TEXT NOT NULL,
    place TEXT,
    apart TEXT NOT NULL,
    powered_off INTEGER,
    cycle TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    made_on TEXT,
    made_by_id INTEGER REFERENCES person (id),
    tested_on TEXT,
    test_result TEXT,
    tested_hours REAL,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX backup_uid ON backup (org_id, uid);
CREATE UNIQUE INDEX backup_number ON backup (org_id, number);
CREATE INDEX backup_live ON backup (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_unit ON backup (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_name ON backup (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_system ON backup (org_id, system_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_asset ON backup (org_id, asset_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_medium ON backup (org_id, medium, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_apart ON backup (org_id, apart, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_powered_off ON backup (org_id, powered_off, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_cycle ON backup (org_id, cycle, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_owner ON backup (org_id, owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_made_on ON backup (org_id, made_on, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_made_by ON backup (org_id, made_by_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_tested_on ON backup (org_id, tested_on, id) WHERE deleted_at IS NULL;
CREATE INDEX backup_test_result ON backup (org_id, test_result, name, id) WHERE deleted_at IS NULL;

-- The measure that was made of a finding. Findings are computed: `kind`, and the uid of the business, need, system, procedure or
-- backup that it is about.
CREATE TABLE continuity_finding (
    org_id INTEGER NOT NULL REFERENCES org (id),
    subject BLOB NOT NULL,
    kind TEXT NOT NULL,
    measure_id INTEGER NOT NULL REFERENCES measure (id),
    PRIMARY KEY (org_id, subject, kind)
) STRICT;
CREATE INDEX continuity_finding_measure ON continuity_finding (org_id, measure_id);
