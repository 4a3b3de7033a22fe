-- The manual of the CSIRT (src/mod/manual): its pages, the editions of each that were approved, and what those who used them say.

-- A page as it is worked on. edition: the last one that was approved.
CREATE TABLE manual_page (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    changes TEXT,
    edition INTEGER,
    approved_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    review_by TEXT,
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX manual_page_uid ON manual_page (org_id, uid);
CREATE UNIQUE INDEX manual_page_number ON manual_page (org_id, number);
CREATE INDEX manual_page_live ON manual_page (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_position ON manual_page (org_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_topic ON manual_page (org_id, topic, position, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_state ON manual_page (org_id, state, position, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_edition ON manual_page (org_id, edition, position, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_approved_on ON manual_page (org_id, approved_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_owner ON manual_page (org_id, owner_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_page_review_by ON manual_page (org_id, review_by, id) WHERE deleted_at IS NULL;

-- What was approved, as it was; ended_at NULL: in force.
CREATE TABLE manual_edition (
    org_id INTEGER NOT NULL REFERENCES org (id),
    page_id INTEGER NOT NULL REFERENCES manual_page (id),
    edition INTEGER NOT NULL,
    title TEXT NOT NULL,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    changes TEXT,
    approved_at INTEGER NOT NULL,
    approved_by INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (org_id, page_id, edition)
) STRICT;

-- What somebody found when using a page. settled_edition: the edition in which what was taken up stands first.
CREATE TABLE manual_feedback (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    page_id INTEGER NOT NULL REFERENCES manual_page (id),
    kind TEXT NOT NULL,
    used_in TEXT NOT NULL,
    exercise_id INTEGER REFERENCES exercise (id),
    detail TEXT,
    proposal TEXT,
    said_by_id INTEGER REFERENCES person (id),
    said_on TEXT,
    state TEXT NOT NULL,
    answer TEXT,
    of_edition INTEGER,
    settled_edition INTEGER,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX manual_feedback_uid ON manual_feedback (org_id, uid);
CREATE UNIQUE INDEX manual_feedback_number ON manual_feedback (org_id, number);
CREATE INDEX manual_feedback_live ON manual_feedback (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_unit ON manual_feedback (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_page ON manual_feedback (org_id, page_id, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_kind ON manual_feedback (org_id, kind, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_used_in ON manual_feedback (org_id, used_in, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_exercise ON manual_feedback (org_id, exercise_id, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_said_by ON manual_feedback (org_id, said_by_id, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_said_on ON manual_feedback (org_id, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_state ON manual_feedback (org_id, state, said_on, id) WHERE deleted_at IS NULL;
CREATE INDEX manual_feedback_settled_edition ON manual_feedback (org_id, settled_edition, said_on, id) WHERE deleted_at IS NULL;
