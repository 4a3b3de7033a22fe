-- Telling partners of a case in classes: templates, by when, texts, and to whom each went (src/mod/telling).

CREATE TABLE telling_template (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    audience TEXT NOT NULL,
    lang TEXT NOT NULL,
    in_use INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX telling_template_uid ON telling_template (org_id, uid);
CREATE UNIQUE INDEX telling_template_number ON telling_template (org_id, number);
CREATE INDEX telling_template_live ON telling_template (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX telling_template_title ON telling_template (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX telling_template_audience ON telling_template (org_id, audience, title, id) WHERE deleted_at IS NULL;
CREATE INDEX telling_template_lang ON telling_template (org_id, lang, title, id) WHERE deleted_at IS NULL;
CREATE INDEX telling_template_in_use ON telling_template (org_id, in_use, title, id) WHERE deleted_at IS NULL;

-- Who sees to it where a case names nobody, and how long after a case was judged to be one each class is told.
CREATE TABLE telling_rule (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    close_minutes INTEGER NOT NULL,
    partner_minutes INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;
CREATE INDEX telling_rule_owner ON telling_rule (org_id, owner_id);

CREATE TABLE case_telling_owner (
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    owner_id INTEGER NOT NULL REFERENCES person (id),
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    PRIMARY KEY (org_id, incident_id)
) STRICT;
CREATE INDEX case_telling_owner_of ON case_telling_owner (org_id, owner_id);

-- One text of a case. `state`: draft, sent; sent, it stands as it is.
CREATE TABLE case_telling (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    no INTEGER NOT NULL,
    audience TEXT NOT NULL,
    tlp TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    sent_at INTEGER,
    sent_by INTEGER
) STRICT;
CREATE UNIQUE INDEX case_telling_no ON case_telling (org_id, incident_id, no);

-- To whom a text goes. `record_uid`: of the contact, supplier or partner it was taken from. `text`: what was written to them, which stays;
-- NULL: nothing yet, or erased. `by_mail`: 0 in a drill, where nothing is sent. token_hash: SHA-256 of the link, away once used.
CREATE TABLE case_told (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    telling_id INTEGER NOT NULL REFERENCES case_telling (id),
    no INTEGER NOT NULL,
    source TEXT NOT NULL,
    record_uid BLOB,
    name TEXT NOT NULL,
    person TEXT,
    address TEXT,
    impact TEXT,
    text TEXT,
    by_mail INTEGER NOT NULL DEFAULT 0,
    token_hash BLOB,
    expires_at INTEGER,
    sent_at INTEGER,
    confirmed_at INTEGER,
    way TEXT,
    confirmed_by TEXT,
    note TEXT,
    taken_down_by INTEGER
) STRICT;
CREATE UNIQUE INDEX case_told_no ON case_told (org_id, telling_id, no);
CREATE UNIQUE INDEX case_told_token ON case_told (org_id, token_hash) WHERE token_hash IS NOT NULL;
