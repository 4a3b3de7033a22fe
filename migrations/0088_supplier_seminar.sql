-- Seminars for suppliers and who came (src/mod/supplier).
CREATE TABLE supplier_seminar (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    held_on TEXT NOT NULL,
    way TEXT,
    place TEXT,
    link TEXT,
    video TEXT,
    speaker TEXT,
    class_a INTEGER,
    class_b INTEGER,
    class_c INTEGER,
    class_d INTEGER,
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
CREATE UNIQUE INDEX supplier_seminar_uid ON supplier_seminar (org_id, uid);
CREATE UNIQUE INDEX supplier_seminar_number ON supplier_seminar (org_id, number);
CREATE INDEX supplier_seminar_live ON supplier_seminar (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_title ON supplier_seminar (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_state ON supplier_seminar (org_id, state, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_held_on ON supplier_seminar (org_id, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_way ON supplier_seminar (org_id, way, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_class_a ON supplier_seminar (org_id, class_a, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_class_b ON supplier_seminar (org_id, class_b, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_class_c ON supplier_seminar (org_id, class_c, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_class_d ON supplier_seminar (org_id, class_d, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_seminar_owner ON supplier_seminar (org_id, owner_id, held_on, id) WHERE deleted_at IS NULL;

CREATE TABLE seminar_attendance (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    seminar_id INTEGER NOT NULL REFERENCES supplier_seminar (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    title TEXT,
    standing TEXT NOT NULL,
    people INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX seminar_attendance_uid ON seminar_attendance (org_id, uid);
CREATE UNIQUE INDEX seminar_attendance_number ON seminar_attendance (org_id, number);
CREATE INDEX seminar_attendance_live ON seminar_attendance (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX seminar_attendance_title ON seminar_attendance (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX seminar_attendance_seminar ON seminar_attendance (org_id, seminar_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX seminar_attendance_supplier ON seminar_attendance (org_id, supplier_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX seminar_attendance_standing ON seminar_attendance (org_id, standing, title, id) WHERE deleted_at IS NULL;
