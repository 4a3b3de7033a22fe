-- The chain of suppliers: work that a supplier gives on to another firm, and whether it does so at all (src/mod/supplier).

ALTER TABLE supplier ADD COLUMN subcontracts TEXT;
CREATE INDEX supplier_subcontracts ON supplier (org_id, subcontracts, name, id) WHERE deleted_at IS NULL;

-- subcontractor_…: what was declared; subcontractor_id: the firm that it is.
CREATE TABLE supplier_subcontract (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    work TEXT NOT NULL,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    subcontractor_id INTEGER REFERENCES supplier (id),
    state TEXT NOT NULL,
    subcontractor_name TEXT,
    subcontractor_number TEXT,
    subcontractor_employees INTEGER,
    further TEXT,
    source TEXT,
    declared_on TEXT,
    ended_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_subcontract_uid ON supplier_subcontract (org_id, uid);
CREATE UNIQUE INDEX supplier_subcontract_number ON supplier_subcontract (org_id, number);
CREATE INDEX supplier_subcontract_live ON supplier_subcontract (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_work ON supplier_subcontract (org_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_supplier ON supplier_subcontract (org_id, supplier_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_subcontractor ON supplier_subcontract (org_id, subcontractor_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_state ON supplier_subcontract (org_id, state, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_employees ON supplier_subcontract (org_id, subcontractor_employees, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_further ON supplier_subcontract (org_id, further, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_source ON supplier_subcontract (org_id, source, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_declared_on ON supplier_subcontract (org_id, declared_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_subcontract_ended_on ON supplier_subcontract (org_id, ended_on, id) WHERE deleted_at IS NULL;
