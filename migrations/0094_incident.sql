-- From what somebody reports to a case: reports, incidents with their timeline, criteria of severity.

-- What somebody noticed. `incident` is the number of the case it became part of.
CREATE TABLE incident_report (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    what TEXT NOT NULL,
    noticed_at INTEGER,
    device TEXT,
    done TEXT,
    contact TEXT,
    source TEXT NOT NULL,
    source_name TEXT,
    reporter_id INTEGER REFERENCES person (id),
    state TEXT NOT NULL,
    incident TEXT,
    answer TEXT,
    received_at INTEGER,
    triaged_at INTEGER,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX incident_report_uid ON incident_report (org_id, uid);
CREATE UNIQUE INDEX incident_report_number ON incident_report (org_id, number);
CREATE INDEX incident_report_live ON incident_report (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_unit ON incident_report (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_done ON incident_report (org_id, done, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_source ON incident_report (org_id, source, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_reporter ON incident_report (org_id, reporter_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_state ON incident_report (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_incident ON incident_report (org_id, incident, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_received_at ON incident_report (org_id, received_at, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_report_own ON incident_report (org_id, created_by, id);

-- A case. `drill`: of an exercise, counted in no figure.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    threat_key TEXT,
    priority TEXT,
    state TEXT NOT NULL,
    drill INTEGER NOT NULL DEFAULT 0,
    lead_id INTEGER REFERENCES person (id),
    detail TEXT,
    detected_at INTEGER NOT NULL,
    detected_on TEXT,
    reported_at INTEGER,
    judged_at INTEGER,
    investigation_at INTEGER,
    contained_at INTEGER,
    recovered_at INTEGER,
    closed_at INTEGER,
    cause TEXT,
    lessons TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX incident_uid ON incident (org_id, uid);
CREATE UNIQUE INDEX incident_number ON incident (org_id, number);
CREATE INDEX incident_live ON incident (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_unit ON incident (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_severity ON incident (org_id, severity, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_threat_key ON incident (org_id, threat_key, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_priority ON incident (org_id, priority, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_state ON incident (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_drill ON incident (org_id, drill, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_lead ON incident (org_id, lead_id, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_detected_at ON incident (org_id, detected_at, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_detected_on ON incident (org_id, detected_on, id) WHERE deleted_at IS NULL;
CREATE INDEX incident_closed_at ON incident (org_id, closed_at, id) WHERE deleted_at IS NULL;

-- The timeline of a case: written once, in the order of seq. What was wrong is put right by a later
-- line that names it in `corrects`. `state`: the phase into which a line of kind "phase" led.
CREATE TABLE incident_entry (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT,
    corrects INTEGER,
    happened_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    written_by INTEGER
) STRICT;
CREATE UNIQUE INDEX incident_entry_seq ON incident_entry (org_id, incident_id, seq);

-- What makes an incident grave: the organisation's own words for each severity.
CREATE TABLE severity_criterion (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    criterion TEXT NOT NULL,
    severity TEXT NOT NULL,
    start_hours INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX severity_criterion_uid ON severity_criterion (org_id, uid);
CREATE UNIQUE INDEX severity_criterion_number ON severity_criterion (org_id, number);
CREATE INDEX severity_criterion_live ON severity_criterion (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX severity_criterion_severity ON severity_criterion (org_id, severity, id) WHERE deleted_at IS NULL;
CREATE INDEX severity_criterion_start_hours ON severity_criterion (org_id, start_hours, id) WHERE deleted_at IS NULL;
