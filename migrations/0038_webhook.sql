-- Receivers of webhooks (kernel/webhook). events: JSON list of types. secret, old_secret: sealed with
-- the key file's key; the old one signs beside the new one until old_until. seq: the number in the
-- audit chain up to which entries have been looked at. failures: in a row, without an answer;
-- rest_until: left alone until then. ok_at: when it last accepted one. off: why the program switched
-- it off, NULL: it did not. told_at: when administrators were last told of what did not arrive.
CREATE TABLE webhook (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    events TEXT NOT NULL,
    active INTEGER NOT NULL,
    secret BLOB NOT NULL,
    old_secret BLOB,
    old_until INTEGER,
    seq INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    rest_until INTEGER NOT NULL DEFAULT 0,
    ok_at INTEGER,
    off TEXT,
    told_at INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX webhook_uid ON webhook (org_id, uid);

-- What is sent to them. body: JSON, the same on each try. state: queued, sent, failed (given up).
-- next_at: the next attempt, and while one runs the moment it counts as dead. status, ms, fault: of
-- the last attempt.
CREATE TABLE webhook_delivery (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    webhook_id INTEGER NOT NULL REFERENCES webhook (id),
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    number TEXT,
    path TEXT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    status INTEGER,
    ms INTEGER,
    fault TEXT,
    created_at INTEGER NOT NULL,
    tried_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX webhook_delivery_uid ON webhook_delivery (org_id, uid);
CREATE INDEX webhook_delivery_due ON webhook_delivery (org_id, state, next_at);
CREATE INDEX webhook_delivery_newest ON webhook_delivery (org_id, webhook_id, id);
CREATE INDEX webhook_delivery_state ON webhook_delivery (org_id, webhook_id, state, id);

-- How many go on from new entries of the chain: each commit then wakes them.
ALTER TABLE audit_head ADD COLUMN listeners INTEGER NOT NULL DEFAULT 0;
