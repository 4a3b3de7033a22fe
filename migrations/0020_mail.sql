-- Mail that goes out. uid makes the Message-ID. state: queued, sent, failed (given up or refused),
-- expired. body: sealed with the key file's key, away once sent; it may hold a one-time link.
-- next_at: the next attempt, and while one runs the moment it counts as dead. fault: the last answer
-- of the mail server.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER REFERENCES account (id),
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    expires_at INTEGER,
    fault TEXT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX mail_uid ON mail (org_id, uid);
CREATE INDEX mail_due ON mail (org_id, state, next_at);
CREATE INDEX mail_newest ON mail (org_id, id);
CREATE INDEX mail_state ON mail (org_id, state, id);
CREATE INDEX mail_account ON mail (org_id, account_id);

-- Addresses that a mail server has refused for good: nothing more is sent there.
CREATE TABLE mail_bounce (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    address TEXT NOT NULL,
    at INTEGER NOT NULL,
    fault TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX mail_bounce_uid ON mail_bounce (org_id, uid);
CREATE UNIQUE INDEX mail_bounce_address ON mail_bounce (org_id, address);
