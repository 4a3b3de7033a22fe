-- Which work given out carries a cyber risk and to which class a firm belongs are rules that an organisation sets; what
-- firms have done of what is asked of them; and firms entered twice put together (src/mod/supplier).

-- One row an organisation. version 0 and no row: the rules that the product begins with.
CREATE TABLE supplier_rule (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    mark_internet INTEGER NOT NULL,
    mark_information INTEGER NOT NULL,
    mark_connection INTEGER NOT NULL,
    mark_stops INTEGER NOT NULL,
    b_sales INTEGER,
    b_employees INTEGER,
    c_sales INTEGER,
    c_employees INTEGER,
    grace_years INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL
) STRICT;

-- Not known is neither with nor without.
DROP INDEX supplier_engagement_risk;
ALTER TABLE supplier_engagement DROP COLUMN risk;
ALTER TABLE supplier_engagement ADD COLUMN risk TEXT;
CREATE INDEX supplier_engagement_risk ON supplier_engagement (org_id, risk, work, id) WHERE deleted_at IS NULL;

CREATE TABLE supplier_duty (
    org_id INTEGER NOT NULL REFERENCES org (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id) ON DELETE CASCADE,
    duty TEXT NOT NULL,
    met INTEGER NOT NULL,
    checked_on TEXT,
    note TEXT,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, supplier_id, duty)
) STRICT;

-- what: what was moved and what was taken over, as JSON, to put it back.
CREATE TABLE supplier_merge (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    into_id INTEGER NOT NULL REFERENCES supplier (id) ON DELETE CASCADE,
    from_id INTEGER NOT NULL REFERENCES supplier (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_merge_uid ON supplier_merge (org_id, uid);
CREATE INDEX supplier_merge_into ON supplier_merge (org_id, into_id, id);
CREATE INDEX supplier_merge_from ON supplier_merge (org_id, from_id, id);
