-- Tasks: what somebody does by a day, on a record of any register or for a unit.

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    detail TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    priority TEXT NOT NULL,
    state TEXT NOT NULL,
    done_on TEXT,
    register TEXT,    -- of the record it hangs on, plural; NULL: on none
    record TEXT,      -- that record's uid as text
    about TEXT,       -- its number and title
    reminded_on TEXT, -- the day on which the owner was last told of the due day
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX task_uid ON task (org_id, uid);
CREATE UNIQUE INDEX task_number ON task (org_id, number);
CREATE INDEX task_live ON task (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX task_due ON task (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX task_unit ON task (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX task_owner ON task (org_id, owner_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX task_priority ON task (org_id, priority, id) WHERE deleted_at IS NULL;
CREATE INDEX task_state ON task (org_id, state, due, id) WHERE deleted_at IS NULL;
CREATE INDEX task_done_on ON task (org_id, done_on, id) WHERE deleted_at IS NULL;
CREATE INDEX task_register ON task (org_id, register, id) WHERE deleted_at IS NULL;
CREATE INDEX task_record ON task (org_id, record, id);
CREATE INDEX task_reminded_on ON task (org_id, reminded_on, id) WHERE deleted_at IS NULL;
