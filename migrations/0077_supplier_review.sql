-- What we conclude about a supplier after it answered, and the letters it got with advice (src/mod/supplier).

-- marks, proposed_marks: one a line. decided_on: the day on which the conclusion was approved.
CREATE TABLE supplier_review (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    campaign TEXT,
    state TEXT NOT NULL,
    reviewed_on TEXT,
    proposed_marks TEXT,
    proposed_grade TEXT,
    marks TEXT,
    grade TEXT,
    concern TEXT,
    main_concern TEXT,
    plan TEXT,
    plan_note TEXT,
    due TEXT,
    owner_id INTEGER REFERENCES person (id),
    acceptance_reason TEXT,
    accepted_until TEXT,
    decided_on TEXT,
    letter_subject TEXT,
    letter TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_review_uid ON supplier_review (org_id, uid);
CREATE UNIQUE INDEX supplier_review_number ON supplier_review (org_id, number);
CREATE INDEX supplier_review_live ON supplier_review (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_title ON supplier_review (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_supplier ON supplier_review (org_id, supplier_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_campaign ON supplier_review (org_id, campaign, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_state ON supplier_review (org_id, state, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_reviewed_on ON supplier_review (org_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_proposed_grade ON supplier_review (org_id, proposed_grade, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_grade ON supplier_review (org_id, grade, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_concern ON supplier_review (org_id, concern, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_plan ON supplier_review (org_id, plan, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_due ON supplier_review (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_owner ON supplier_review (org_id, owner_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_accepted_until ON supplier_review (org_id, accepted_until, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_review_decided_on ON supplier_review (org_id, decided_on, id) WHERE deleted_at IS NULL;

-- Letters as they were sent. response_id: whose people see it on their page; NULL: nobody was asked.
CREATE TABLE supplier_letter (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    review_id INTEGER NOT NULL REFERENCES supplier_review (id) ON DELETE CASCADE,
    response_id INTEGER REFERENCES response (id),
    name TEXT,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    sent_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX supplier_letter_uid ON supplier_letter (org_id, uid);
CREATE INDEX supplier_letter_review ON supplier_letter (org_id, review_id, id);
CREATE INDEX supplier_letter_response ON supplier_letter (org_id, response_id, id);
