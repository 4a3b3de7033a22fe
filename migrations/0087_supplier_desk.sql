-- What suppliers ask us, and firms that are no suppliers and are connected with us (src/mod/supplier).

-- response: uid of the response about which it was asked on the page where suppliers answer; NULL: asked in another way.
CREATE TABLE supplier_ticket (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    state TEXT NOT NULL,
    way TEXT NOT NULL,
    kind TEXT,
    asked_on TEXT NOT NULL,
    asked_by TEXT,
    question TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    answer TEXT,
    answered_by_id INTEGER REFERENCES person (id),
    answered_on TEXT,
    reopened INTEGER,
    response TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_ticket_uid ON supplier_ticket (org_id, uid);
CREATE UNIQUE INDEX supplier_ticket_number ON supplier_ticket (org_id, number);
CREATE INDEX supplier_ticket_live ON supplier_ticket (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_title ON supplier_ticket (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_supplier ON supplier_ticket (org_id, supplier_id, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_state ON supplier_ticket (org_id, state, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_way ON supplier_ticket (org_id, way, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_kind ON supplier_ticket (org_id, kind, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_asked_on ON supplier_ticket (org_id, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_owner ON supplier_ticket (org_id, owner_id, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_due ON supplier_ticket (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_answered_by ON supplier_ticket (org_id, answered_by_id, asked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_answered_on ON supplier_ticket (org_id, answered_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_reopened ON supplier_ticket (org_id, reopened, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ticket_response ON supplier_ticket (org_id, response, id) WHERE response IS NOT NULL;

CREATE TABLE partner (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    supplier_id INTEGER REFERENCES supplier (id),
    country TEXT,
    connection TEXT,
    connection_note TEXT,
    shared_data TEXT,
    coupled INTEGER,
    coupled_reason TEXT,
    contact_name TEXT,
    contact_email TEXT,
    contact_phone TEXT,
    contact_always TEXT,
    owner_id INTEGER REFERENCES person (id),
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
CREATE UNIQUE INDEX partner_uid ON partner (org_id, uid);
CREATE UNIQUE INDEX partner_number ON partner (org_id, number);
CREATE INDEX partner_live ON partner (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_name ON partner (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_kind ON partner (org_id, kind, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_state ON partner (org_id, state, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_supplier ON partner (org_id, supplier_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_connection ON partner (org_id, connection, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_coupled ON partner (org_id, coupled, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_owner ON partner (org_id, owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX partner_checked_on ON partner (org_id, checked_on, id) WHERE deleted_at IS NULL;
