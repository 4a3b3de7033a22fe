-- Threats, risks, an organisation's own methods of valuing risks, and the method it has chosen.

CREATE TABLE threat (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    threat_group TEXT NOT NULL,
    list_key TEXT,
    description TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX threat_uid ON threat (org_id, uid);
CREATE UNIQUE INDEX threat_number ON threat (org_id, number);
CREATE INDEX threat_live ON threat (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_name ON threat (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_threat_group ON threat (org_id, threat_group, id) WHERE deleted_at IS NULL;
CREATE INDEX threat_list_key ON threat (org_id, list_key, id) WHERE deleted_at IS NULL;

-- Steps are numbered from 1, the lowest, as the organisation's method has them; the columns …_used, the
-- values, the band and the day due are computed (src/mod/risk/risk_worth_rules.h).
CREATE TABLE risk (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    threat_id INTEGER NOT NULL REFERENCES threat (id),
    system_id INTEGER REFERENCES system (id),
    asset_id INTEGER REFERENCES information_asset (id),
    state TEXT NOT NULL,
    scenario TEXT,
    existing_measures TEXT,
    threat_level INTEGER,
    vulnerability INTEGER,
    likelihood INTEGER,
    importance INTEGER,
    likelihood_used INTEGER,
    importance_used INTEGER,
    value INTEGER,
    residual_vulnerability INTEGER,
    residual_likelihood INTEGER,
    residual_importance INTEGER,
    residual_likelihood_used INTEGER,
    residual_importance_used INTEGER,
    residual_value INTEGER,
    value_now INTEGER,
    band TEXT,
    treatment TEXT,
    owner_id INTEGER REFERENCES person (id),
    rated_on TEXT,
    review_on TEXT,
    acceptance_reason TEXT,
    accepted_until TEXT,
    accepted_on TEXT,
    accepted_value INTEGER,
    due TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX risk_uid ON risk (org_id, uid);
CREATE UNIQUE INDEX risk_number ON risk (org_id, number);
CREATE INDEX risk_live ON risk (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_unit ON risk (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_threat ON risk (org_id, threat_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_system ON risk (org_id, system_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_asset ON risk (org_id, asset_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_state ON risk (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_likelihood_used ON risk (org_id, likelihood_used, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_importance_used ON risk (org_id, importance_used, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_value ON risk (org_id, value, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_value_now ON risk (org_id, value_now, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_band ON risk (org_id, band, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_treatment ON risk (org_id, treatment, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_owner ON risk (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_rated_on ON risk (org_id, rated_on, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_accepted_on ON risk (org_id, accepted_on, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_review_on ON risk (org_id, review_on, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_accepted_until ON risk (org_id, accepted_until, id) WHERE deleted_at IS NULL;
CREATE INDEX risk_due ON risk (org_id, due, id) WHERE deleted_at IS NULL;

-- An organisation's own methods; a version is never changed. document: format "kaname-risk-method/1".
CREATE TABLE risk_method (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER
) STRICT;
CREATE UNIQUE INDEX risk_method_uid ON risk_method (org_id, uid);
CREATE UNIQUE INDEX risk_method_version ON risk_method (org_id, key, version);

-- The method in force. version 0: a built-in one; no row: the default one.
CREATE TABLE risk_choice (
    org_id INTEGER NOT NULL PRIMARY KEY REFERENCES org (id),
    method_key TEXT NOT NULL,
    method_version INTEGER NOT NULL,
    chosen_at INTEGER NOT NULL,
    chosen_by INTEGER
) STRICT;
