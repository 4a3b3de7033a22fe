-- Which of our businesses a step of the chain of suppliers serves (src/mod/supplier, ADR 44). Without any it serves what its supplier serves.

ALTER TABLE supplier_subcontract ADD COLUMN serves TEXT;

CREATE TABLE supplier_subcontract_business (
    org_id INTEGER NOT NULL REFERENCES org (id),
    subcontract_id INTEGER NOT NULL REFERENCES supplier_subcontract (id) ON DELETE CASCADE,
    business_id INTEGER NOT NULL REFERENCES business (id),
    PRIMARY KEY (org_id, subcontract_id, business_id)
) STRICT;
CREATE INDEX supplier_subcontract_business_of ON supplier_subcontract_business (org_id, business_id, subcontract_id);
