-- Rounds of approval: routes that the organisation sets, rounds with their steps, those asked and
-- what they decided, deputies.

CREATE TABLE approval_route (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    subject TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 0,
    below_id INTEGER REFERENCES unit (id),
    amount_from INTEGER,
    amount_from_currency TEXT,
    class_key TEXT,
    on_change TEXT NOT NULL,
    steps TEXT NOT NULL,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX approval_route_uid ON approval_route (org_id, uid);
CREATE UNIQUE INDEX approval_route_number ON approval_route (org_id, number);
CREATE INDEX approval_route_live ON approval_route (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX approval_route_name ON approval_route (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX approval_route_subject ON approval_route (org_id, subject, id) WHERE deleted_at IS NULL;

-- state: open, returned, approved, rejected, withdrawn, changed. step: the current one, 0: with the
-- drafter. cycle: grows whenever what was decided so far no longer holds. content: what is decided
-- on, as JSON, with its SHA-256; NULL once it is frozen elsewhere or was decided at one press.
-- names, posts and titles (here and below) are those of the day.
CREATE TABLE approval (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT NOT NULL,
    register TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    record_uid BLOB NOT NULL,
    record_number TEXT,
    title TEXT NOT NULL,
    unit_id INTEGER REFERENCES unit (id),
    amount INTEGER,
    amount_currency TEXT,
    route_id INTEGER REFERENCES approval_route (id),
    route_name TEXT NOT NULL,
    route_name_en TEXT,
    on_change TEXT NOT NULL,
    state TEXT NOT NULL,
    step INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    digest BLOB NOT NULL,
    content TEXT,
    drafter_id INTEGER NOT NULL REFERENCES account (id),
    drafter_name TEXT NOT NULL,
    drafter_post TEXT,
    alone INTEGER NOT NULL,
    note TEXT,
    sent_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX approval_uid ON approval (org_id, uid);
CREATE UNIQUE INDEX approval_number ON approval (org_id, number);
CREATE INDEX approval_record ON approval (org_id, register, record_id, id);
CREATE UNIQUE INDEX approval_live ON approval (org_id, register, record_id) WHERE state IN ('open', 'returned');
CREATE INDEX approval_drafter ON approval (org_id, drafter_id, id);
CREATE INDEX approval_going ON approval (org_id, id) WHERE state = 'open';

-- who, escalate: selectors as the route has them. due: the last day, from when the step began.
CREATE TABLE approval_step (
    org_id INTEGER NOT NULL REFERENCES org (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    need TEXT NOT NULL,
    count INTEGER NOT NULL,
    days INTEGER NOT NULL,
    who TEXT NOT NULL,
    escalate TEXT,
    due TEXT,
    escalated_at INTEGER,
    PRIMARY KEY (org_id, approval_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval_seat (
    org_id INTEGER NOT NULL REFERENCES org (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    post TEXT,
    escalated INTEGER NOT NULL,
    decision TEXT NOT NULL,
    decided_by INTEGER REFERENCES account (id),
    by_name TEXT,
    by_post TEXT,
    capacity TEXT,
    comment TEXT,
    decided_at INTEGER,
    PRIMARY KEY (org_id, approval_id, step, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_seat_account ON approval_seat (org_id, account_id, decision, approval_id);
CREATE INDEX approval_seat_by ON approval_seat (org_id, decided_by, approval_id);

-- What happened, in order: send, approve, return, reject, withdraw, resend, change, escalate,
-- late, leave, reassign, comment. to_step: where it was sent back to.
CREATE TABLE approval_event (
    org_id INTEGER NOT NULL REFERENCES org (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    at INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    post TEXT,
    kind TEXT NOT NULL,
    step INTEGER NOT NULL,
    to_step INTEGER,
    capacity TEXT,
    instead_of TEXT,
    comment TEXT,
    PRIMARY KEY (org_id, approval_id, no)
) STRICT, WITHOUT ROWID;

-- Somebody is absent on the days first..last (NULL: without that end); deputy_id: who decides
-- instead, NULL: nobody.
CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    deputy_id INTEGER REFERENCES account (id),
    first TEXT,
    last TEXT,
    note TEXT,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX absence_uid ON absence (org_id, uid);
CREATE INDEX absence_account ON absence (org_id, account_id, id);
CREATE INDEX absence_deputy ON absence (org_id, deputy_id, account_id);
