-- Reports that draft themselves on a day, and who is asked for which section of a report.

CREATE TABLE report_schedule (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    type TEXT NOT NULL,
    own_type_id INTEGER REFERENCES report_type (id),
    cycle TEXT NOT NULL,
    covers TEXT NOT NULL,
    rule TEXT NOT NULL,
    day INTEGER,
    month INTEGER,
    next_on TEXT,
    owner_id INTEGER NOT NULL REFERENCES person (id),
    words_days INTEGER,
    remind_before INTEGER,
    remind_every INTEGER,
    meeting_days INTEGER,
    issue_title TEXT,
    issue_title_en TEXT,
    audience TEXT,
    audience_en TEXT,
    meeting TEXT,
    meeting_en TEXT,
    distribution TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX report_schedule_uid ON report_schedule (org_id, uid);
CREATE UNIQUE INDEX report_schedule_number ON report_schedule (org_id, number);
CREATE INDEX report_schedule_live ON report_schedule (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_title ON report_schedule (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_state ON report_schedule (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_type ON report_schedule (org_id, type, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_own_type ON report_schedule (org_id, own_type_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_cycle ON report_schedule (org_id, cycle, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_covers ON report_schedule (org_id, covers, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_rule ON report_schedule (org_id, rule, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_next_on ON report_schedule (org_id, next_on, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_owner ON report_schedule (org_id, owner_id, id) WHERE deleted_at IS NULL;

-- What a schedule has drafted, once for each period; deleted drafts count, so that none comes back.
ALTER TABLE report_issue ADD COLUMN schedule_id INTEGER REFERENCES report_schedule (id);
ALTER TABLE report_issue ADD COLUMN covers_from TEXT;
ALTER TABLE report_issue ADD COLUMN covers_to TEXT;
ALTER TABLE report_issue ADD COLUMN words_due TEXT;
CREATE UNIQUE INDEX report_issue_covers ON report_issue (org_id, schedule_id, covers_from, covers_to);
CREATE INDEX report_issue_schedule ON report_issue (org_id, schedule_id, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_covers_from ON report_issue (org_id, covers_from, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_covers_to ON report_issue (org_id, covers_to, id) WHERE deleted_at IS NULL;
CREATE INDEX report_issue_words_due ON report_issue (org_id, words_due, id) WHERE deleted_at IS NULL;

-- Who is asked for the words of a section: as a schedule says, and of one issue.
CREATE TABLE report_schedule_author (
    org_id INTEGER NOT NULL REFERENCES org (id),
    schedule_id INTEGER NOT NULL REFERENCES report_schedule (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (org_id, schedule_id, section, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_schedule_author_person ON report_schedule_author (org_id, person_id);

CREATE TABLE report_author (
    org_id INTEGER NOT NULL REFERENCES org (id),
    issue_id INTEGER NOT NULL REFERENCES report_issue (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (org_id, issue_id, section, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_author_person ON report_author (org_id, person_id);

-- What authors of an issue have been told: when they were last reminded, and that all words are in.
CREATE TABLE report_asked (
    org_id INTEGER NOT NULL REFERENCES org (id),
    issue_id INTEGER NOT NULL REFERENCES report_issue (id) ON DELETE CASCADE,
    reminded_on TEXT,
    complete_at INTEGER,
    PRIMARY KEY (org_id, issue_id)
) STRICT, WITHOUT ROWID;
