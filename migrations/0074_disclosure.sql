-- Disclosure: what outsiders are told, what was let pass by the leak check and why, and where it was published.

-- A worry of outsiders with the stance told to them, or what is told without one. Only fields marked by publish_… leave the company.
CREATE TABLE disclosure_point (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    worry TEXT,
    worry_en TEXT,
    stance TEXT NOT NULL,
    stance_en TEXT,
    publish_worry INTEGER,
    publish_stance INTEGER,
    basis TEXT,
    owner_id INTEGER REFERENCES person (id),
    pr_person_id INTEGER REFERENCES person (id),
    pr_agreed_on TEXT,
    agreed_on TEXT,
    reviewed_on TEXT,
    review_by TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX disclosure_point_uid ON disclosure_point (org_id, uid);
CREATE UNIQUE INDEX disclosure_point_number ON disclosure_point (org_id, number);
CREATE INDEX disclosure_point_live ON disclosure_point (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_kind ON disclosure_point (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_state ON disclosure_point (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_publish_worry ON disclosure_point (org_id, publish_worry, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_publish_stance ON disclosure_point (org_id, publish_stance, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_owner ON disclosure_point (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_pr_person ON disclosure_point (org_id, pr_person_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_pr_agreed_on ON disclosure_point (org_id, pr_agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_agreed_on ON disclosure_point (org_id, agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_reviewed_on ON disclosure_point (org_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_point_review_by ON disclosure_point (org_id, review_by, id) WHERE deleted_at IS NULL;

-- Why words that the leak check warns of may be published all the same: in a point, or in one issue of a statement.
CREATE TABLE disclosure_exception (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    found TEXT NOT NULL,
    kind TEXT NOT NULL,
    point_id INTEGER REFERENCES disclosure_point (id),
    issue_id INTEGER REFERENCES report_issue (id),
    reason TEXT NOT NULL,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX disclosure_exception_uid ON disclosure_exception (org_id, uid);
CREATE UNIQUE INDEX disclosure_exception_number ON disclosure_exception (org_id, number);
CREATE INDEX disclosure_exception_live ON disclosure_exception (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_exception_kind ON disclosure_exception (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_exception_point ON disclosure_exception (org_id, point_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_exception_issue ON disclosure_exception (org_id, issue_id, id) WHERE deleted_at IS NULL;

-- When and where an issue of a statement was published.
CREATE TABLE disclosure_publication (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT,
    issue_id INTEGER NOT NULL REFERENCES report_issue (id),
    place TEXT NOT NULL,
    published_on TEXT NOT NULL,
    link TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX disclosure_publication_uid ON disclosure_publication (org_id, uid);
CREATE UNIQUE INDEX disclosure_publication_number ON disclosure_publication (org_id, number);
CREATE INDEX disclosure_publication_live ON disclosure_publication (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_publication_issue ON disclosure_publication (org_id, issue_id, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_publication_place ON disclosure_publication (org_id, place, id) WHERE deleted_at IS NULL;
CREATE INDEX disclosure_publication_published_on ON disclosure_publication (org_id, published_on, id) WHERE deleted_at IS NULL;
