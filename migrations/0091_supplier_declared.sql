-- To whom a supplier gives work on, as it declares while it answers a survey (src/mod/supplier, ADR 38).

-- Whom a campaign asks for it; without a row "important".
CREATE TABLE supplier_declaring (
    org_id INTEGER NOT NULL REFERENCES org (id),
    campaign_id INTEGER NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    whom TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, campaign_id)
) STRICT;

-- One a response: counts the changes of its list.
CREATE TABLE supplier_declaration (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    declared_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, response_id)
) STRICT;

-- The list. A row without a name says that nothing is given on. outcome: what a person of ours made of it, NULL: it waits.
CREATE TABLE supplier_declared (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    name TEXT,
    match_name TEXT,
    corporate_number TEXT,
    country TEXT,
    work TEXT,
    serves TEXT,
    employees INTEGER,
    further TEXT,
    outcome TEXT,
    subcontract_id INTEGER REFERENCES supplier_subcontract (id) ON DELETE SET NULL,
    settled_at INTEGER,
    settled_by INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_declared_uid ON supplier_declared (org_id, uid);
CREATE INDEX supplier_declared_response ON supplier_declared (org_id, response_id, id);
CREATE INDEX supplier_declared_waiting ON supplier_declared (org_id, id) WHERE outcome IS NULL;
CREATE INDEX supplier_declared_subcontract ON supplier_declared (org_id, subcontract_id);

-- Surveys under way go on as they were sent.
INSERT INTO supplier_declaring (org_id, campaign_id, whom, updated_at, updated_by)
SELECT org_id, id, 'nobody', updated_at, 0 FROM campaign WHERE outside = 'supplier';
