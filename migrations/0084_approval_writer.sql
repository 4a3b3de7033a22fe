-- Who has written what is to be decided on, since it was last approved (docs/adr/0039): whoever has does not decide on it while
-- somebody else could. register, record_id: what is decided on. written_at: when that account wrote last. Who made a record that
-- has never been approved is a writer without a row here.
CREATE TABLE approval_writer (
    org_id INTEGER NOT NULL REFERENCES org (id),
    register TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    written_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, register, record_id, account_id)
) STRICT, WITHOUT ROWID;
