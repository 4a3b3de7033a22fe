-- Exercises as they are planned, held and looked back on (src/mod/exercise).

ALTER TABLE exercise ADD COLUMN area TEXT;
ALTER TABLE exercise ADD COLUMN style TEXT;
ALTER TABLE exercise ADD COLUMN minutes INTEGER;
ALTER TABLE exercise ADD COLUMN place TEXT;
ALTER TABLE exercise ADD COLUMN program TEXT;
ALTER TABLE exercise ADD COLUMN exercise_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE exercise ADD COLUMN dummy_mail_on TEXT;
ALTER TABLE exercise ADD COLUMN report_due TEXT;
CREATE INDEX exercise_area ON exercise (org_id, area, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_style ON exercise (org_id, style, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_minutes ON exercise (org_id, minutes, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_exercise_day ON exercise (org_id, exercise_day, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_dummy_mail_on ON exercise (org_id, dummy_mail_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_report_due ON exercise (org_id, report_due, id) WHERE deleted_at IS NULL;

-- What is there once of an exercise: the number of its drill case, and what participants were told in the end.
CREATE TABLE exercise_run (
    org_id INTEGER NOT NULL REFERENCES org (id),
    exercise_id INTEGER NOT NULL REFERENCES exercise (id),
    incident TEXT,
    feedback TEXT,
    fed_back_at INTEGER,
    fed_back_by INTEGER,
    PRIMARY KEY (org_id, exercise_id)
) STRICT;

-- Who pressed which button of the clock: the clock is what follows from these.
CREATE TABLE exercise_clock (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    exercise_id INTEGER NOT NULL REFERENCES exercise (id),
    action TEXT NOT NULL,
    pressed_at INTEGER NOT NULL,
    pressed_by INTEGER NOT NULL
) STRICT;
CREATE INDEX exercise_clock_of ON exercise_clock (org_id, exercise_id, id);

-- Who takes part and as what; what they wrote before and after. `came`: NULL not known yet; `reminded`: of the report that
-- is due, 1 once.
CREATE TABLE exercise_person (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    exercise_id INTEGER NOT NULL REFERENCES exercise (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    came INTEGER,
    invited_at INTEGER NOT NULL,
    answer TEXT,
    answer_note TEXT,
    report TEXT,
    reported_at INTEGER,
    reminded INTEGER NOT NULL DEFAULT 0,
    reflection TEXT,
    learned INTEGER,
    reflected_at INTEGER,
    site_due TEXT,
    site_on TEXT,
    site_result TEXT
) STRICT;
CREATE UNIQUE INDEX exercise_person_once ON exercise_person (org_id, exercise_id, person_id);
CREATE INDEX exercise_person_of ON exercise_person (org_id, person_id, exercise_id);

-- What is written about an exercise, line by line: what departments wish for (wish), what happens when (inject), what is to be learnt
-- (goal), what an attacker does and what stands against it (step), what was found (point). `measure`: uid of the measure in the ledger that
-- a step was played against; `made`: uid of the measure that a line became; both as text, beside what they were called then.
CREATE TABLE exercise_line (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    exercise_id INTEGER NOT NULL REFERENCES exercise (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT,
    expected TEXT,
    minute INTEGER,
    by_hand INTEGER NOT NULL DEFAULT 0,
    asks INTEGER NOT NULL DEFAULT 0,
    role TEXT,
    unit_id INTEGER REFERENCES unit (id),
    measure TEXT,
    measure_name TEXT,
    result TEXT,
    note TEXT,
    made TEXT,
    made_name TEXT,
    delivered_at INTEGER,
    version INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX exercise_line_uid ON exercise_line (org_id, uid);
CREATE INDEX exercise_line_of ON exercise_line (org_id, exercise_id, id);

-- What participants did or decided, to an inject or by themselves.
CREATE TABLE exercise_answer (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    exercise_id INTEGER NOT NULL REFERENCES exercise (id),
    line_id INTEGER REFERENCES exercise_line (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    text TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX exercise_answer_of ON exercise_answer (org_id, exercise_id, id);
