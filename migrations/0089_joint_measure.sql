-- Measures that suppliers take together with us, which of them do, and who of them came to a meeting (W14).

-- What is done together: because this may happen, do that.
CREATE TABLE joint_measure (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    because TEXT NOT NULL,
    kind TEXT NOT NULL,
    free INTEGER,
    state TEXT NOT NULL,
    agreed_on TEXT,
    meeting_id INTEGER REFERENCES meeting (id),
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
CREATE UNIQUE INDEX joint_measure_uid ON joint_measure (org_id, uid);
CREATE UNIQUE INDEX joint_measure_number ON joint_measure (org_id, number);
CREATE INDEX joint_measure_live ON joint_measure (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_title ON joint_measure (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_kind ON joint_measure (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_state ON joint_measure (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_agreed_on ON joint_measure (org_id, agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_meeting ON joint_measure (org_id, meeting_id, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_owner ON joint_measure (org_id, owner_id, id) WHERE deleted_at IS NULL;

-- How far one supplier is with one of them.
CREATE TABLE joint_adoption (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    measure_id INTEGER NOT NULL REFERENCES joint_measure (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    name TEXT,
    class TEXT,
    state TEXT NOT NULL,
    since TEXT,
    evidence TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX joint_adoption_uid ON joint_adoption (org_id, uid);
CREATE UNIQUE INDEX joint_adoption_number ON joint_adoption (org_id, number);
CREATE INDEX joint_adoption_live ON joint_adoption (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_measure ON joint_adoption (org_id, measure_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_supplier ON joint_adoption (org_id, supplier_id, measure_id, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_name ON joint_adoption (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_class ON joint_adoption (org_id, class, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_state ON joint_adoption (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_adoption_since ON joint_adoption (org_id, since, id) WHERE deleted_at IS NULL;

-- A supplier at a meeting of suppliers' heads.
CREATE TABLE supplier_attendance (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    name TEXT,
    attendance TEXT NOT NULL,
    attendee TEXT,
    willing INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_attendance_uid ON supplier_attendance (org_id, uid);
CREATE UNIQUE INDEX supplier_attendance_number ON supplier_attendance (org_id, number);
CREATE INDEX supplier_attendance_live ON supplier_attendance (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_attendance_meeting ON supplier_attendance (org_id, meeting_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_attendance_supplier ON supplier_attendance (org_id, supplier_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_attendance_name ON supplier_attendance (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_attendance_attendance ON supplier_attendance (org_id, attendance, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_attendance_willing ON supplier_attendance (org_id, willing, id) WHERE deleted_at IS NULL;
CREATE INDEX joint_measure_free ON joint_measure (org_id, free, id) WHERE deleted_at IS NULL;
