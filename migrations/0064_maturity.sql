-- Components (applications, services) with the scorings of their maturity, and arrows of cause and effect between indicators.

CREATE TABLE component (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    system_id INTEGER REFERENCES system (id),
    owner_id INTEGER REFERENCES person (id),
    started_on TEXT,
    note TEXT,
    evaluation INTEGER,
    response INTEGER,
    mean INTEGER,
    mean_before INTEGER,
    scored_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX component_uid ON component (org_id, uid);
CREATE UNIQUE INDEX component_number ON component (org_id, number);
CREATE INDEX component_live ON component (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_unit ON component (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_title ON component (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX component_kind ON component (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX component_state ON component (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX component_system ON component (org_id, system_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_owner ON component (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_started_on ON component (org_id, started_on, id) WHERE deleted_at IS NULL;
CREATE INDEX component_evaluation ON component (org_id, evaluation, id) WHERE deleted_at IS NULL;
CREATE INDEX component_response ON component (org_id, response, id) WHERE deleted_at IS NULL;
CREATE INDEX component_mean ON component (org_id, mean, id) WHERE deleted_at IS NULL;
CREATE INDEX component_mean_before ON component (org_id, mean_before, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scored_on ON component (org_id, scored_on, id) WHERE deleted_at IS NULL;

CREATE TABLE component_scoring (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    component_id INTEGER NOT NULL REFERENCES component (id),
    scored_on TEXT NOT NULL,
    occasion TEXT NOT NULL,
    scored_by_id INTEGER REFERENCES person (id),
    evaluation INTEGER NOT NULL,
    response INTEGER NOT NULL,
    mean INTEGER,
    reason TEXT NOT NULL,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX component_scoring_uid ON component_scoring (org_id, uid);
CREATE UNIQUE INDEX component_scoring_number ON component_scoring (org_id, number);
CREATE INDEX component_scoring_live ON component_scoring (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_unit ON component_scoring (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_component ON component_scoring (org_id, component_id, scored_on, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_scored_on ON component_scoring (org_id, scored_on, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_occasion ON component_scoring (org_id, occasion, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_scored_by ON component_scoring (org_id, scored_by_id, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_evaluation ON component_scoring (org_id, evaluation, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_response ON component_scoring (org_id, response, id) WHERE deleted_at IS NULL;
CREATE INDEX component_scoring_mean ON component_scoring (org_id, mean, id) WHERE deleted_at IS NULL;

CREATE TABLE indicator_cause (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT,
    cause_id INTEGER NOT NULL REFERENCES indicator (id),
    effect_id INTEGER NOT NULL REFERENCES indicator (id),
    reason TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX indicator_cause_uid ON indicator_cause (org_id, uid);
CREATE UNIQUE INDEX indicator_cause_number ON indicator_cause (org_id, number);
CREATE UNIQUE INDEX indicator_cause_pair ON indicator_cause (org_id, cause_id, effect_id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_cause_live ON indicator_cause (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_cause_name ON indicator_cause (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_cause_cause ON indicator_cause (org_id, cause_id, id) WHERE deleted_at IS NULL;
CREATE INDEX indicator_cause_effect ON indicator_cause (org_id, effect_id, id) WHERE deleted_at IS NULL;

-- The one arrow that an indicator could have so far becomes a row. Two that pointed at each other stay: the map breaks the round.
INSERT INTO indicator_cause (org_id, uid, name, cause_id, effect_id, version, created_at, created_by, updated_at, updated_by)
SELECT i.org_id, i.uid, i.title || ' → ' || t.title, i.id, t.id, 1, i.updated_at, i.updated_by, i.updated_at, i.updated_by
FROM indicator i JOIN indicator t ON t.org_id = i.org_id AND t.id = i.leads_to_id
WHERE i.deleted_at IS NULL AND t.deleted_at IS NULL;
DROP INDEX indicator_leads_to;
ALTER TABLE indicator DROP COLUMN leads_to_id;
