-- The first registers of roles, policies, obligations, meetings, audit findings, systems, exercises,
-- emergency contacts and training: fields that say who answers for a thing and when it was last
-- looked at, which is what levels of maturity are held against.

-- Who holds which security role, in peace and in emergency, with deputies; the review of each role is evidence.
CREATE TABLE role_assignment (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    role TEXT NOT NULL,
    phase TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    deputy_id INTEGER REFERENCES person (id),
    duties TEXT,
    published TEXT,
    appointed_on TEXT,
    reviewed_on TEXT,
    review_note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX role_assignment_uid ON role_assignment (org_id, uid);
CREATE UNIQUE INDEX role_assignment_number ON role_assignment (org_id, number);
CREATE INDEX role_assignment_live ON role_assignment (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_unit ON role_assignment (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_reviewed_on ON role_assignment (org_id, reviewed_on, id) WHERE deleted_at IS NULL;

-- The tree of regulations: basic policy, rules, manuals, check sheets; two departments may own one jointly.
CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    state TEXT NOT NULL,
    parent_id INTEGER REFERENCES policy (id),
    owner_id INTEGER REFERENCES person (id),
    owner_unit_id INTEGER REFERENCES unit (id),
    joint_unit_id INTEGER REFERENCES unit (id),
    edition TEXT,
    approved_on TEXT,
    effective_on TEXT,
    reviewed_on TEXT,
    published INTEGER,
    place TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX policy_uid ON policy (org_id, uid);
CREATE UNIQUE INDEX policy_number ON policy (org_id, number);
CREATE INDEX policy_live ON policy (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_reviewed_on ON policy (org_id, reviewed_on, id) WHERE deleted_at IS NULL;

-- Laws, guidelines and contracts that bind us, and when compliance was last checked.
CREATE TABLE obligation (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    source TEXT,
    valid_from TEXT,
    change TEXT,
    owner_id INTEGER REFERENCES person (id),
    check_result TEXT,
    checked_on TEXT,
    action TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX obligation_uid ON obligation (org_id, uid);
CREATE UNIQUE INDEX obligation_number ON obligation (org_id, number);
CREATE INDEX obligation_live ON obligation (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX obligation_unit ON obligation (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX obligation_checked_on ON obligation (org_id, checked_on, id) WHERE deleted_at IS NULL;

-- Meetings of the committee and others: who was there, what was decided.
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    held_on TEXT NOT NULL,
    chair_id INTEGER REFERENCES person (id),
    invited INTEGER,
    attended INTEGER,
    agenda TEXT,
    decisions TEXT,
    minutes TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX meeting_uid ON meeting (org_id, uid);
CREATE UNIQUE INDEX meeting_number ON meeting (org_id, number);
CREATE INDEX meeting_live ON meeting (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX meeting_held_on ON meeting (org_id, held_on, id) WHERE deleted_at IS NULL;

-- What audits found: corrective action, then verification; never silently closed.
CREATE TABLE audit_finding (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    audit_kind TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    found_on TEXT NOT NULL,
    detail TEXT,
    cause TEXT,
    correction TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    verified_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX audit_finding_uid ON audit_finding (org_id, uid);
CREATE UNIQUE INDEX audit_finding_number ON audit_finding (org_id, number);
CREATE INDEX audit_finding_live ON audit_finding (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_unit ON audit_finding (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_found_on ON audit_finding (org_id, found_on, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_due ON audit_finding (org_id, due, id) WHERE deleted_at IS NULL;

-- Systems and services with owner, importance and recovery objectives.
CREATE TABLE system (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    importance TEXT,
    importance_reason TEXT,
    owner_id INTEGER REFERENCES person (id),
    operator TEXT,
    place TEXT,
    internet_facing INTEGER,
    important_information INTEGER,
    recovery_hours REAL,
    recovery_point_hours REAL,
    restored_on TEXT,
    stocktaken_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX system_uid ON system (org_id, uid);
CREATE UNIQUE INDEX system_number ON system (org_id, number);
CREATE INDEX system_live ON system (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX system_unit ON system (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX system_name ON system (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_stocktaken_on ON system (org_id, stocktaken_on, id) WHERE deleted_at IS NULL;

-- Exercises planned and held, who took part and what was found.
CREATE TABLE exercise (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    held_on TEXT,
    leader_id INTEGER REFERENCES person (id),
    goal TEXT,
    invited INTEGER,
    attended INTEGER,
    participation INTEGER,
    found TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX exercise_uid ON exercise (org_id, uid);
CREATE UNIQUE INDEX exercise_number ON exercise (org_id, number);
CREATE INDEX exercise_live ON exercise (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_unit ON exercise (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_planned_on ON exercise (org_id, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_held_on ON exercise (org_id, held_on, id) WHERE deleted_at IS NULL;

-- Whom to call in an emergency, kept alive by yearly confirmation.
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT,
    phone TEXT,
    email TEXT,
    hours TEXT,
    keeper_id INTEGER REFERENCES person (id),
    confirmed_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contact_uid ON contact (org_id, uid);
CREATE UNIQUE INDEX contact_number ON contact (org_id, number);
CREATE INDEX contact_live ON contact (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_confirmed_on ON contact (org_id, confirmed_on, id) WHERE deleted_at IS NULL;

-- Training by audience: content, method, date, attendance and test. No results of single persons.
CREATE TABLE training (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    audience TEXT NOT NULL,
    method TEXT NOT NULL,
    held_on TEXT NOT NULL,
    content TEXT,
    invited INTEGER,
    attended INTEGER,
    passed INTEGER,
    completion INTEGER,
    change TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX training_uid ON training (org_id, uid);
CREATE UNIQUE INDEX training_number ON training (org_id, number);
CREATE INDEX training_live ON training (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX training_unit ON training (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX training_held_on ON training (org_id, held_on, id) WHERE deleted_at IS NULL;
