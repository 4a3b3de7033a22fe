-- Question sheets, campaigns, responses, answers: one set of tables for every question asked.
-- Written in SQLite's dialect; kernel/db maps types for PostgreSQL.
--
-- Sheets of organisation 0 are built into the program: every organisation reads them (org_id IN
-- (0, :org)), only the program writes them, at start. There is no row 0 in org, so org_id of the
-- sheet tables refers to no table.

CREATE TABLE sheet (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    key TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sheet_uid ON sheet (org_id, uid);
CREATE UNIQUE INDEX sheet_key ON sheet (org_id, key);

-- A version is written once and never changed: a changed sheet is a new version. languages: JSON
-- list. branches: 1 when some item is asked by an earlier answer. digest: SHA-256 of the sheet as
-- kaname-sheet/1 (docs/admin/sheet-format.md).
CREATE TABLE sheet_version (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    sheet_id INTEGER NOT NULL REFERENCES sheet (id),
    no INTEGER NOT NULL,
    label TEXT NOT NULL,
    publisher TEXT,
    licence TEXT,
    source TEXT,
    wording TEXT NOT NULL,
    languages TEXT NOT NULL,
    score_min INTEGER NOT NULL,
    score_max INTEGER NOT NULL,
    n_sections INTEGER NOT NULL,
    n_items INTEGER NOT NULL,
    branches INTEGER NOT NULL,
    digest BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER
) STRICT;
CREATE UNIQUE INDEX sheet_version_uid ON sheet_version (org_id, uid);
CREATE UNIQUE INDEX sheet_version_no ON sheet_version (sheet_id, no);

-- kind: name, description.
CREATE TABLE sheet_text (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    lang TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, lang, kind)
) STRICT, WITHOUT ROWID;

-- no: from 1, in the order shown; parent_no: an earlier section or NULL.
CREATE TABLE sheet_section (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    no INTEGER NOT NULL,
    key TEXT NOT NULL,
    parent_no INTEGER,
    PRIMARY KEY (version_id, no)
) STRICT, WITHOUT ROWID;

-- kind: name, short, explains.
CREATE TABLE section_text (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    section_no INTEGER NOT NULL,
    lang TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, section_no, lang, kind)
) STRICT, WITHOUT ROWID;

-- no: from 1, in the order asked. directives, practices, applies: JSON. number_min, number_max and
-- scored: for scale number.
CREATE TABLE item (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    no INTEGER NOT NULL,
    key TEXT NOT NULL,
    section_no INTEGER NOT NULL,
    scale TEXT NOT NULL,
    weight INTEGER NOT NULL,
    required INTEGER NOT NULL,
    directives TEXT,
    practices TEXT,
    applies TEXT,
    number_min REAL,
    number_max REAL,
    scored INTEGER NOT NULL,
    PRIMARY KEY (version_id, no)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_key ON item (version_id, key);

-- kind: text, hint, level1 … level5, criterion1 … criterion5, evidence1 …
CREATE TABLE item_text (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    item_no INTEGER NOT NULL,
    lang TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, item_no, lang, kind)
) STRICT, WITHOUT ROWID;

-- points: NULL, the option carries none. is_right: 0, 1.
CREATE TABLE item_option (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    item_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    key TEXT NOT NULL,
    points INTEGER,
    is_right INTEGER NOT NULL,
    PRIMARY KEY (version_id, item_no, no)
) STRICT, WITHOUT ROWID;

-- kind: text, why.
CREATE TABLE option_text (
    org_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    item_no INTEGER NOT NULL,
    option_no INTEGER NOT NULL,
    lang TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, item_no, option_no, lang, kind)
) STRICT, WITHOUT ROWID;

-- A sheet sent to many. state: draft, open, closed. snapshot_at: when the unit tree was copied.
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    sheet_id INTEGER NOT NULL REFERENCES sheet (id),
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    period TEXT NOT NULL,
    opens TEXT,
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT,
    snapshot_at INTEGER,
    closed_at INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX campaign_uid ON campaign (org_id, uid);
CREATE UNIQUE INDEX campaign_number ON campaign (org_id, number);
CREATE INDEX campaign_sheet ON campaign (org_id, sheet_id, period, id) WHERE deleted_at IS NULL;

-- The unit tree as it was when the campaign opened; responds: 1 for units that are asked. Before
-- the opening only those chosen stand here.
CREATE TABLE campaign_unit (
    org_id INTEGER NOT NULL REFERENCES org (id),
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    parent_id INTEGER,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    head_office INTEGER NOT NULL,
    responds INTEGER NOT NULL,
    assignee_id INTEGER REFERENCES account (id),
    PRIMARY KEY (campaign_id, unit_id)
) STRICT, WITHOUT ROWID;

-- The organisation's own clarification of an item for a campaign.
CREATE TABLE supplement (
    org_id INTEGER NOT NULL REFERENCES org (id),
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    item_no INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (campaign_id, item_no, lang)
) STRICT, WITHOUT ROWID;

-- respondent_kind: unit, supplier, person …; respondent_id: its id there; unit_id: the unit whose
-- people answer. class: the respondent's class when it has one. state: draft, submitted, returned,
-- accepted. version counts the steps between states and assignments, not the autosaves. asked,
-- answered: items, for progress. digest: SHA-256 of all answers when submitted
-- (kernel/sheet/response_digest.h). alone: 1 when the submitter accepted because there was nobody
-- else to do it.
CREATE TABLE response (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    campaign_id INTEGER NOT NULL REFERENCES campaign (id),
    version_id INTEGER NOT NULL REFERENCES sheet_version (id),
    respondent_kind TEXT NOT NULL,
    respondent_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    class TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    assignee_id INTEGER REFERENCES account (id),
    asked INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    submitted_at INTEGER,
    submitted_by INTEGER,
    accepted_at INTEGER,
    accepted_by INTEGER,
    alone INTEGER NOT NULL DEFAULT 0,
    returned_at INTEGER,
    returned_by INTEGER,
    return_reason TEXT,
    digest BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX response_uid ON response (org_id, uid);
CREATE UNIQUE INDEX response_respondent ON response (org_id, campaign_id, respondent_kind, respondent_id);
CREATE INDEX response_newest ON response (org_id, id);
CREATE INDEX response_campaign ON response (org_id, campaign_id, state, id);
CREATE INDEX response_last ON response (org_id, respondent_kind, respondent_id, campaign_id);
CREATE INDEX response_unit ON response (org_id, unit_id, id);
CREATE INDEX response_assignee ON response (org_id, assignee_id, state, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX response_state ON response (org_id, state, id);

-- value: canonical text of the scale (sheet_rules.h); NULL with na_reason: does not apply; NULL
-- without: only a comment so far. score: points, NULL when the answer has none. source, source_until:
-- a certificate that answered instead of a person, and the last day it does.
CREATE TABLE answer (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER NOT NULL,
    value TEXT,
    score INTEGER,
    na_reason TEXT,
    comment TEXT,
    source TEXT,
    source_until TEXT,
    answered_by INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (response_id, item_no)
) STRICT, WITHOUT ROWID;

-- Drafts that were overwritten or taken back.
CREATE TABLE answer_history (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER NOT NULL,
    version INTEGER NOT NULL,
    value TEXT,
    na_reason TEXT,
    comment TEXT,
    answered_by INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (response_id, item_no, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_file (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file (id),
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    PRIMARY KEY (response_id, item_no, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_file_file ON answer_file (file_id);

-- What the reviewer asks when giving a response back. kind: question, evidence. item_no NULL: about
-- the whole response.
CREATE TABLE response_question (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    asked_by INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    reply TEXT,
    replied_by INTEGER,
    replied_at INTEGER
) STRICT;
CREATE UNIQUE INDEX response_question_uid ON response_question (org_id, uid);
CREATE INDEX response_question_response ON response_question (org_id, response_id, id);

-- Written at submit, taken away when the response is given back. s: sum of weight × score, w: sum
-- of weights, n: items counted, missing: items asked and scored but not answered. A section counts
-- the items of the sections below it too.
CREATE TABLE response_score (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    section_no INTEGER NOT NULL,
    s INTEGER NOT NULL,
    w INTEGER NOT NULL,
    n INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    PRIMARY KEY (response_id, section_no)
) STRICT, WITHOUT ROWID;

-- Beside it, the scores of all items in one row, so that results of 2,000 units read 2,000 rows
-- instead of 80,000: comma-separated by item number; empty: no score, "n": does not apply.
CREATE TABLE response_result (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_scores TEXT NOT NULL,
    PRIMARY KEY (response_id)
) STRICT, WITHOUT ROWID;
