-- The register of risks as it stood: at the end of each quarter, and whenever somebody says so. A
-- snapshot is never changed.

-- period: "FY2026-Q2", or of one taken by hand its day.
CREATE TABLE risk_snapshot (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    period TEXT NOT NULL,
    by_hand INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    method_key TEXT NOT NULL,
    method_version INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    taken_by INTEGER
) STRICT;
CREATE UNIQUE INDEX risk_snapshot_uid ON risk_snapshot (org_id, uid);
CREATE UNIQUE INDEX risk_snapshot_period ON risk_snapshot (org_id, period);
CREATE INDEX risk_snapshot_taken_at ON risk_snapshot (org_id, taken_at, id);

-- Risks by unit and band, so that nobody counts 100,000 rows for a chart; and what keeps a unit from
-- being removed for good while a snapshot speaks of it.
CREATE TABLE risk_snapshot_unit (
    org_id INTEGER NOT NULL REFERENCES org (id),
    snapshot_id INTEGER NOT NULL REFERENCES risk_snapshot (id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    calm INTEGER NOT NULL,
    watch INTEGER NOT NULL,
    warn INTEGER NOT NULL,
    alarm INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    PRIMARY KEY (org_id, snapshot_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX risk_snapshot_unit_unit ON risk_snapshot_unit (unit_id);

-- A risk that was neither closed nor deleted; steps and values as in risk. Rows are written and
-- removed with their snapshot: to look for it again for each of them would cost a second. What
-- leaves the register for good leaves these rows too; the figures by unit stay.
CREATE TABLE risk_snapshot_row (
    org_id INTEGER NOT NULL REFERENCES org (id),
    snapshot_id INTEGER NOT NULL,
    risk_id INTEGER NOT NULL REFERENCES risk (id) ON DELETE CASCADE,
    number TEXT,
    name TEXT,
    unit_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    treatment TEXT,
    likelihood_used INTEGER,
    importance_used INTEGER,
    value INTEGER,
    residual_likelihood_used INTEGER,
    residual_importance_used INTEGER,
    residual_value INTEGER,
    value_now INTEGER,
    band TEXT,
    PRIMARY KEY (org_id, snapshot_id, risk_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX risk_snapshot_row_risk ON risk_snapshot_row (risk_id);
