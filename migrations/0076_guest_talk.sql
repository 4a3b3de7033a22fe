-- Talking with those who answer without an account (docs/adr/0025).

-- Answers that one of ours takes down on the telephone. Until ended_at the account that took it may
-- write them. spoken_with: with whom; empty once it was erased by law.
CREATE TABLE response_call (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    response_id INTEGER NOT NULL REFERENCES response (id),
    spoken_with TEXT NOT NULL,
    held_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX response_call_uid ON response_call (org_id, uid);
CREATE INDEX response_call_response ON response_call (org_id, response_id, id);
CREATE INDEX response_call_open ON response_call (org_id, response_id) WHERE ended_at IS NULL;

-- What guests ask and what is told them, one thread a response. item_no: of the sheet; NULL: in
-- general. Written by a guest, or by an account. answered_at: of a guest's, when one of ours wrote
-- next or said that nothing is to be written; NULL: it waits.
CREATE TABLE guest_message (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER,
    text TEXT NOT NULL,
    account_id INTEGER,
    guest_id INTEGER,
    created_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE UNIQUE INDEX guest_message_uid ON guest_message (org_id, uid);
CREATE INDEX guest_message_response ON guest_message (org_id, response_id, id);
CREATE INDEX guest_message_open ON guest_message (org_id, response_id)
    WHERE guest_id IS NOT NULL AND answered_at IS NULL;
