-- To whom incidents have to be reported, by when, and what became of it on a case (src/mod/duty).

-- A regime: one authority, one law or contract, its clocks.
CREATE TABLE reporting_regime (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    in_use INTEGER NOT NULL,
    countries TEXT,
    sector TEXT,
    needs_personal INTEGER NOT NULL DEFAULT 0,
    when_sensitive INTEGER NOT NULL DEFAULT 0,
    when_property INTEGER NOT NULL DEFAULT 0,
    when_unlawful INTEGER NOT NULL DEFAULT 0,
    when_harm INTEGER NOT NULL DEFAULT 0,
    min_persons INTEGER,
    starts TEXT NOT NULL,
    first_amount INTEGER,
    first_unit TEXT,
    final_amount INTEGER,
    final_unit TEXT,
    final_unlawful INTEGER,
    final_from TEXT,
    count_first_day INTEGER NOT NULL DEFAULT 0,
    roll INTEGER NOT NULL DEFAULT 0,
    zone TEXT,
    items TEXT,
    where_to TEXT,
    source TEXT,
    source_on TEXT,
    valid_from TEXT,
    valid_until TEXT,
    unverified INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX reporting_regime_uid ON reporting_regime (org_id, uid);
CREATE UNIQUE INDEX reporting_regime_number ON reporting_regime (org_id, number);
CREATE INDEX reporting_regime_live ON reporting_regime (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_title ON reporting_regime (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_kind ON reporting_regime (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_sector ON reporting_regime (org_id, sector, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_starts ON reporting_regime (org_id, starts, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_in_use ON reporting_regime (org_id, in_use, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_unverified ON reporting_regime (org_id, unverified, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_source_on ON reporting_regime (org_id, source_on, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_needs_personal ON reporting_regime (org_id, needs_personal, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_when_sensitive ON reporting_regime (org_id, when_sensitive, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_when_property ON reporting_regime (org_id, when_property, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_when_unlawful ON reporting_regime (org_id, when_unlawful, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_when_harm ON reporting_regime (org_id, when_harm, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_first_unit ON reporting_regime (org_id, first_unit, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_final_unit ON reporting_regime (org_id, final_unit, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_final_from ON reporting_regime (org_id, final_from, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_count_first_day ON reporting_regime (org_id, count_first_day, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_roll ON reporting_regime (org_id, roll, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_valid_from ON reporting_regime (org_id, valid_from, id) WHERE deleted_at IS NULL;
CREATE INDEX reporting_regime_valid_until ON reporting_regime (org_id, valid_until, id) WHERE deleted_at IS NULL;

-- What a case has affected, as far as is known: what is not in `facts` is not known yet.
CREATE TABLE case_impact (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    known_at INTEGER NOT NULL,
    facts TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;
CREATE UNIQUE INDEX case_impact_incident ON case_impact (org_id, incident_id);

-- What a person decided of one regime on one case. `terms`: the regime as it was then. `waits`: what is to be
-- reported next, NULL: nothing any more; `due`: by when, NULL: without delay. `reminded`: how far people were told of it.
CREATE TABLE case_duty (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    regime_id INTEGER NOT NULL REFERENCES reporting_regime (id),
    terms TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT,
    started_at INTEGER NOT NULL,
    own_start INTEGER NOT NULL DEFAULT 0,
    first_due INTEGER,
    final_due INTEGER,
    waits TEXT,
    due INTEGER,
    reminded INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    decided_by INTEGER
) STRICT;
CREATE UNIQUE INDEX case_duty_uid ON case_duty (org_id, uid);
CREATE UNIQUE INDEX case_duty_regime ON case_duty (org_id, incident_id, regime_id);
CREATE INDEX case_duty_waits ON case_duty (org_id, due, id) WHERE waits IS NOT NULL;

-- What was reported: written once.
CREATE TABLE case_duty_report (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    duty_id INTEGER NOT NULL REFERENCES case_duty (id),
    part TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    receipt TEXT,
    file_uid BLOB,
    file_name TEXT,
    note TEXT,
    written_at INTEGER NOT NULL,
    written_by INTEGER
) STRICT;
CREATE INDEX case_duty_report_duty ON case_duty_report (org_id, duty_id, id);
