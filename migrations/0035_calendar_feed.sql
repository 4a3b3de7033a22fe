-- A person's calendar for calendar programs: one secret link an account. token_hash: SHA-256 of the
-- secret, which is shown once. fetched_at, fetched_from: the last program that came for it.
CREATE TABLE calendar_feed (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    token_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    fetched_at INTEGER,
    fetched_from TEXT,
    PRIMARY KEY (org_id, account_id)
) STRICT;
CREATE UNIQUE INDEX calendar_feed_hash ON calendar_feed (org_id, token_hash);
