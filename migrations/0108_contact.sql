-- Emergency contacts: who it is, lists by purpose, rounds in which each is looked at, and the test mail (src/mod/contact).
ALTER TABLE contact ADD COLUMN organisation TEXT;
ALTER TABLE contact ADD COLUMN person TEXT;
ALTER TABLE contact ADD COLUMN member_id INTEGER REFERENCES person (id);
ALTER TABLE contact ADD COLUMN post TEXT;
ALTER TABLE contact ADD COLUMN phone_other TEXT;
ALTER TABLE contact ADD COLUMN language TEXT;
-- names of contact_list, as JSON; the same by ids in contact_list_member
ALTER TABLE contact ADD COLUMN lists TEXT;
ALTER TABLE contact ADD COLUMN it INTEGER;
ALTER TABLE contact ADD COLUMN deputy_id INTEGER REFERENCES contact (id);
-- what became of the last test mail, and when it was answered
ALTER TABLE contact ADD COLUMN mail_state TEXT;
ALTER TABLE contact ADD COLUMN answered_on TEXT;
CREATE INDEX contact_name ON contact (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_member ON contact (org_id, member_id, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_language ON contact (org_id, language, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_it ON contact (org_id, it, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_deputy ON contact (org_id, deputy_id, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_mail_state ON contact (org_id, mail_state, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_answered_on ON contact (org_id, answered_on, id) WHERE deleted_at IS NULL;

CREATE TABLE contact_list (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    scenario TEXT,
    needs_it INTEGER,
    keeper_id INTEGER REFERENCES person (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contact_list_uid ON contact_list (org_id, uid);
CREATE UNIQUE INDEX contact_list_number ON contact_list (org_id, number);
CREATE INDEX contact_list_live ON contact_list (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_list_name ON contact_list (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_list_purpose ON contact_list (org_id, purpose, name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_list_needs_it ON contact_list (org_id, needs_it, name, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_list_keeper ON contact_list (org_id, keeper_id, name, id) WHERE deleted_at IS NULL;

CREATE TABLE contact_list_member (
    org_id INTEGER NOT NULL REFERENCES org (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    list_id INTEGER NOT NULL REFERENCES contact_list (id),
    PRIMARY KEY (org_id, contact_id, list_id)
) STRICT;
CREATE INDEX contact_list_member_of ON contact_list_member (org_id, list_id, contact_id);

-- A round: lists are the names of those that the drill calls. The figures are those of its end.
CREATE TABLE contact_round (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    exercise_id INTEGER REFERENCES exercise (id),
    lists TEXT,
    due TEXT NOT NULL,
    leader_id INTEGER REFERENCES person (id),
    state TEXT NOT NULL,
    contacts INTEGER,
    outside INTEGER,
    changed INTEGER,
    dropped INTEGER,
    faults INTEGER,
    it_missing INTEGER,
    found TEXT,
    closed_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contact_round_uid ON contact_round (org_id, uid);
CREATE UNIQUE INDEX contact_round_number ON contact_round (org_id, number);
CREATE INDEX contact_round_live ON contact_round (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_due ON contact_round (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_exercise ON contact_round (org_id, exercise_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_leader ON contact_round (org_id, leader_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_state ON contact_round (org_id, state, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_contacts ON contact_round (org_id, contacts, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_outside ON contact_round (org_id, outside, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_changed ON contact_round (org_id, changed, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_dropped ON contact_round (org_id, dropped, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_faults ON contact_round (org_id, faults, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_it_missing ON contact_round (org_id, it_missing, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_round_closed_on ON contact_round (org_id, closed_on, id) WHERE deleted_at IS NULL;

-- One contact in one round: what its keeper said, and what became of the test mail. outcome NULL: not
-- looked at. wrong: keys with commas. token_hash: SHA-256 of the link, away once used or replaced.
-- mails: how often it was written to. answer: right, changed.
CREATE TABLE contact_check (
    org_id INTEGER NOT NULL REFERENCES org (id),
    round_id INTEGER NOT NULL REFERENCES contact_round (id),
    contact_id INTEGER NOT NULL REFERENCES contact (id),
    in_scenario INTEGER NOT NULL,
    outcome TEXT,
    wrong TEXT,
    note TEXT,
    checked_at INTEGER,
    checked_by INTEGER,
    token_hash BLOB,
    expires_at INTEGER,
    mailed_at INTEGER,
    mails INTEGER NOT NULL DEFAULT 0,
    answered_at INTEGER,
    answer TEXT,
    answer_note TEXT,
    returned_at INTEGER,
    PRIMARY KEY (org_id, round_id, contact_id)
) STRICT;
CREATE INDEX contact_check_contact ON contact_check (org_id, contact_id, round_id);
CREATE UNIQUE INDEX contact_check_token ON contact_check (org_id, token_hash) WHERE token_hash IS NOT NULL;

CREATE TABLE contact_setting (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    stale_months INTEGER NOT NULL,
    remind_days INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;
