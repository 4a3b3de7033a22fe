-- Measures: what is done about a gap or a risk.

CREATE TABLE measure (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    purpose TEXT,
    detail TEXT,
    cause TEXT,
    layer TEXT,
    kind TEXT,
    priority TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    cost_initial INTEGER,
    cost_initial_currency TEXT,
    cost_yearly INTEGER,
    cost_yearly_currency TEXT,
    cost_basis TEXT,
    sheet_key TEXT,
    item_key TEXT,
    section_key TEXT,
    campaign TEXT,
    level_now INTEGER,
    level_to_reach INTEGER,
    effect_expected TEXT,
    effect_found TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX measure_uid ON measure (org_id, uid);
CREATE UNIQUE INDEX measure_number ON measure (org_id, number);
CREATE INDEX measure_live ON measure (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_unit ON measure (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_due ON measure (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_state ON measure (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_item ON measure (org_id, sheet_key, item_key, id) WHERE deleted_at IS NULL;
