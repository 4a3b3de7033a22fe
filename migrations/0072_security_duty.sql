-- Security work split between the firm and others, and the services bought for it.

CREATE TABLE security_service (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    listing TEXT NOT NULL,
    list_number TEXT,
    link TEXT,
    checked_on TEXT,
    check_by TEXT,
    used TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX security_service_uid ON security_service (org_id, uid);
CREATE UNIQUE INDEX security_service_number ON security_service (org_id, number);
CREATE INDEX security_service_live ON security_service (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_title ON security_service (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_kind ON security_service (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_listing ON security_service (org_id, listing, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_checked_on ON security_service (org_id, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_check_by ON security_service (org_id, check_by, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_used ON security_service (org_id, used, id) WHERE deleted_at IS NULL;
CREATE INDEX security_service_owner ON security_service (org_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE TABLE security_duty (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    class TEXT NOT NULL,
    policy TEXT,
    reason TEXT,
    person_id INTEGER REFERENCES person (id),
    deputy_id INTEGER REFERENCES person (id),
    reserve_id INTEGER REFERENCES person (id),
    service_id INTEGER REFERENCES security_service (id),
    provider TEXT,
    skills TEXT,
    skill_plan TEXT,
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
CREATE UNIQUE INDEX security_duty_uid ON security_duty (org_id, uid);
CREATE UNIQUE INDEX security_duty_number ON security_duty (org_id, number);
CREATE INDEX security_duty_live ON security_duty (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_unit ON security_duty (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_title ON security_duty (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_class ON security_duty (org_id, class, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_person ON security_duty (org_id, person_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_deputy ON security_duty (org_id, deputy_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_reserve ON security_duty (org_id, reserve_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_service ON security_duty (org_id, service_id, id) WHERE deleted_at IS NULL;
CREATE INDEX security_duty_reviewed_on ON security_duty (org_id, reviewed_on, id) WHERE deleted_at IS NULL;
