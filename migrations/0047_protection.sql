-- What holds a layer of defence of a system or a network segment, or of all of them, or should: defence in
-- depth, with the problems found.
CREATE TABLE protection (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    layer TEXT NOT NULL,
    status TEXT NOT NULL,
    system_id INTEGER REFERENCES system (id),
    segment_id INTEGER REFERENCES network_segment (id),
    measure_id INTEGER REFERENCES measure (id),
    concern TEXT,
    problem TEXT,
    checked_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX protection_uid ON protection (org_id, uid);
CREATE UNIQUE INDEX protection_number ON protection (org_id, number);
CREATE INDEX protection_live ON protection (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_unit ON protection (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_name ON protection (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_layer ON protection (org_id, layer, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_status ON protection (org_id, status, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_system ON protection (org_id, system_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_segment ON protection (org_id, segment_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_measure ON protection (org_id, measure_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_concern ON protection (org_id, concern, name, id) WHERE deleted_at IS NULL;
CREATE INDEX protection_checked_on ON protection (org_id, checked_on, id) WHERE deleted_at IS NULL;
