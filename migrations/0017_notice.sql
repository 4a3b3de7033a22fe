-- Notices: what an account is told. args: the values of its texts, as JSON (kernel/notice/notice.h).
-- digest: the collected mail it waits for ("daily", "weekly"); "": none.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    subject TEXT,
    subject_uid BLOB,
    path TEXT NOT NULL,
    args TEXT NOT NULL,
    digest TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE UNIQUE INDEX notice_uid ON notice (org_id, uid);
CREATE INDEX notice_account ON notice (org_id, account_id, id);
CREATE INDEX notice_unread ON notice (org_id, account_id, id) WHERE read_at IS NULL;
CREATE INDEX notice_digest ON notice (org_id, digest, account_id, id) WHERE digest <> '';
CREATE INDEX notice_created ON notice (org_id, created_at);

-- What a person has chosen; no row: the kind's own way. delivery: now, daily, weekly, product.
CREATE TABLE notice_choice (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    delivery TEXT NOT NULL,
    PRIMARY KEY (org_id, account_id, kind)
) STRICT, WITHOUT ROWID;
