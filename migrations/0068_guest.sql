-- Answering without an account (docs/adr/0025).

-- campaign.outside: the kind of outside respondents that it asks beside units (a respondent_kind);
-- NULL: only units. response.respondent_uid, respondent_name: of an outside respondent, as it was
-- called when it was asked. response.due: a later day than the campaign's, for this respondent.
-- guest_id beside an account's: somebody without an account did it, and the account is 0.
ALTER TABLE campaign ADD COLUMN outside TEXT;
ALTER TABLE response ADD COLUMN respondent_uid BLOB;
ALTER TABLE response ADD COLUMN respondent_name TEXT;
ALTER TABLE response ADD COLUMN due TEXT;
ALTER TABLE response ADD COLUMN submitted_guest INTEGER;
ALTER TABLE answer ADD COLUMN guest_id INTEGER;
ALTER TABLE answer_history ADD COLUMN guest_id INTEGER;
ALTER TABLE answer_file ADD COLUMN guest_id INTEGER;
ALTER TABLE response_question ADD COLUMN replied_guest INTEGER;

-- Somebody who was invited to answer one response. token_hash: SHA-256 of the link's token; NULL: it has no
-- link (brought in with an organisation's archive).
-- code_hash: SHA-256 of that token's text and the code, so that it cannot be tried out with the
-- database alone. codes: codes sent since codes_since. tries: wrong codes since the link was sent
-- or a right one; at the limit locked_at is set. refused: the link was used while it was dead.
-- delegated_from: the guest who named this one.
CREATE TABLE guest (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    response_id INTEGER NOT NULL REFERENCES response (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    token_hash BLOB,
    expires_at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    sends INTEGER NOT NULL,
    delegated_from INTEGER,
    opens INTEGER NOT NULL DEFAULT 0,
    opened_at INTEGER,
    entered_at INTEGER,
    refused INTEGER NOT NULL DEFAULT 0,
    refused_at INTEGER,
    code_hash BLOB,
    code_expires_at INTEGER,
    codes INTEGER NOT NULL DEFAULT 0,
    codes_since INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    locked_at INTEGER,
    revoked_at INTEGER,
    revoked_by INTEGER,
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX guest_uid ON guest (org_id, uid);
CREATE UNIQUE INDEX guest_token ON guest (org_id, token_hash);
CREATE INDEX guest_response ON guest (org_id, response_id, id);

CREATE TABLE guest_session (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    guest_id INTEGER NOT NULL REFERENCES guest (id),
    token_hash BLOB NOT NULL,
    csrf TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX guest_session_token ON guest_session (org_id, token_hash);
CREATE INDEX guest_session_guest ON guest_session (org_id, guest_id);
CREATE INDEX guest_session_expires ON guest_session (org_id, expires_at);
