-- What risks are about: network segments and what connects them, information that is worth something, and of systems
-- where they stand in the network, what they are made of and who answers for their boundary.

-- Parts of the network that are kept apart.
CREATE TABLE network_segment (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address_range TEXT,
    internet_facing INTEGER,
    owner_id INTEGER REFERENCES person (id),
    place TEXT,
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
CREATE UNIQUE INDEX network_segment_uid ON network_segment (org_id, uid);
CREATE UNIQUE INDEX network_segment_number ON network_segment (org_id, number);
CREATE INDEX network_segment_live ON network_segment (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_unit ON network_segment (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_name ON network_segment (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_kind ON network_segment (org_id, kind, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_internet_facing ON network_segment (org_id, internet_facing, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_owner ON network_segment (org_id, owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_segment_stocktaken_on ON network_segment (org_id, stocktaken_on, id) WHERE deleted_at IS NULL;

-- Ways from one segment to another, what stands in them and what may pass.
CREATE TABLE network_connection (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    from_id INTEGER NOT NULL REFERENCES network_segment (id),
    to_id INTEGER NOT NULL REFERENCES network_segment (id),
    kind TEXT NOT NULL,
    two_way INTEGER,
    guard TEXT,
    allowed TEXT,
    rule_setter_id INTEGER REFERENCES person (id),
    reviewed_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX network_connection_uid ON network_connection (org_id, uid);
CREATE UNIQUE INDEX network_connection_number ON network_connection (org_id, number);
CREATE INDEX network_connection_live ON network_connection (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_unit ON network_connection (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_name ON network_connection (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_from ON network_connection (org_id, from_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_to ON network_connection (org_id, to_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_kind ON network_connection (org_id, kind, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_two_way ON network_connection (org_id, two_way, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_rule_setter ON network_connection (org_id, rule_setter_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX network_connection_reviewed_on ON network_connection (org_id, reviewed_on, id) WHERE deleted_at IS NULL;

ALTER TABLE system ADD COLUMN business TEXT;
ALTER TABLE system ADD COLUMN segment_id INTEGER REFERENCES network_segment (id);
ALTER TABLE system ADD COLUMN products TEXT;
ALTER TABLE system ADD COLUMN boundary_owner_id INTEGER REFERENCES person (id);
ALTER TABLE system ADD COLUMN rule_setter_id INTEGER REFERENCES person (id);
CREATE INDEX system_segment ON system (org_id, segment_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_boundary_owner ON system (org_id, boundary_owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_rule_setter ON system (org_id, rule_setter_id, name, id) WHERE deleted_at IS NULL;

-- Information, not the devices that hold it: those are what it is kept in.
CREATE TABLE information_asset (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    business TEXT,
    content TEXT,
    owner_id INTEGER REFERENCES person (id),
    users TEXT,
    medium TEXT,
    place TEXT,
    system_id INTEGER REFERENCES system (id),
    personal_data INTEGER,
    sensitive_data INTEGER,
    specific_data INTEGER,
    personal_count INTEGER,
    scale TEXT,
    confidentiality INTEGER,
    integrity INTEGER,
    availability INTEGER,
    importance TEXT,
    retention TEXT,
    registered_on TEXT,
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
CREATE UNIQUE INDEX information_asset_uid ON information_asset (org_id, uid);
CREATE UNIQUE INDEX information_asset_number ON information_asset (org_id, number);
CREATE INDEX information_asset_live ON information_asset (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_unit ON information_asset (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_name ON information_asset (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_owner ON information_asset (org_id, owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_medium ON information_asset (org_id, medium, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_system ON information_asset (org_id, system_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_personal_data ON information_asset (org_id, personal_data, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_sensitive_data ON information_asset (org_id, sensitive_data, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_specific_data ON information_asset (org_id, specific_data, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_personal_count ON information_asset (org_id, personal_count, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_scale ON information_asset (org_id, scale, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_importance ON information_asset (org_id, importance, name, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_registered_on ON information_asset (org_id, registered_on, id) WHERE deleted_at IS NULL;
CREATE INDEX information_asset_stocktaken_on ON information_asset (org_id, stocktaken_on, id) WHERE deleted_at IS NULL;
