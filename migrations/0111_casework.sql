-- What a case takes from the plans of its threat, and that it does not recover without its cause (src/mod/casework).

-- A line of a plan that became a task of the case. `line_key`: SHA-256 of where the line stands and what it says; `task`: uid of the
-- task as text.
CREATE TABLE case_task (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    line_key TEXT NOT NULL,
    task TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX case_task_line ON case_task (org_id, incident_id, line_key);

-- The case goes on without its analysis being done, because somebody answers for that.
CREATE TABLE case_waiver (
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    reason TEXT NOT NULL,
    waived_at INTEGER NOT NULL,
    waived_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, incident_id)
) STRICT;

-- One row an organisation; no row: as the program has it, version 0. `cause_from`: the lowest severity from which the analysis has to
-- be done, or "never".
CREATE TABLE case_rule (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    cause_from TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL
) STRICT;
