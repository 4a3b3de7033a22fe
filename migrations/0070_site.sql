-- Sites: what a place of business is for security, and the check list made for it from items by law.

-- One place of business: where it is, who answers for it, and how it is sorted.
CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    country TEXT,
    language TEXT,
    second_language TEXT,
    staff INTEGER,
    officer_id INTEGER REFERENCES person (id),
    deputy_id INTEGER REFERENCES person (id),
    head_id INTEGER REFERENCES person (id),
    sorting TEXT,
    sorting_reason TEXT,
    sorted_by_id INTEGER REFERENCES person (id),
    sorted_on TEXT,
    advice TEXT,
    data_places TEXT,
    cloud_country TEXT,
    security_state TEXT,
    state_note TEXT,
    state_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_uid ON site (org_id, uid);
CREATE UNIQUE INDEX site_number ON site (org_id, number);
CREATE INDEX site_live ON site (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_unit ON site (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_name ON site (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX site_language ON site (org_id, language, id) WHERE deleted_at IS NULL;
CREATE INDEX site_second_language ON site (org_id, second_language, id) WHERE deleted_at IS NULL;
CREATE INDEX site_staff ON site (org_id, staff, id) WHERE deleted_at IS NULL;
CREATE INDEX site_officer ON site (org_id, officer_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_deputy ON site (org_id, deputy_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_head ON site (org_id, head_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_sorting ON site (org_id, sorting, id) WHERE deleted_at IS NULL;
CREATE INDEX site_sorted_by ON site (org_id, sorted_by_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_sorted_on ON site (org_id, sorted_on, id) WHERE deleted_at IS NULL;
CREATE INDEX site_security_state ON site (org_id, security_state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_state_on ON site (org_id, state_on, id) WHERE deleted_at IS NULL;

-- What is asked of sites: everywhere, or where a law applies.
CREATE TABLE site_check_item (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    law_id INTEGER REFERENCES obligation (id),
    hint TEXT,
    evidence TEXT,
    valid_from TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_check_item_uid ON site_check_item (org_id, uid);
CREATE UNIQUE INDEX site_check_item_number ON site_check_item (org_id, number);
CREATE INDEX site_check_item_live ON site_check_item (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_item_language ON site_check_item (org_id, language, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_item_law ON site_check_item (org_id, law_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_item_valid_from ON site_check_item (org_id, valid_from, id) WHERE deleted_at IS NULL;

-- An item in another language.
CREATE TABLE site_check_text (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    text TEXT NOT NULL,
    item_id INTEGER NOT NULL REFERENCES site_check_item (id),
    language TEXT NOT NULL,
    hint TEXT,
    evidence TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_check_text_uid ON site_check_text (org_id, uid);
CREATE UNIQUE INDEX site_check_text_number ON site_check_text (org_id, number);
CREATE INDEX site_check_text_live ON site_check_text (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_text_item ON site_check_text (org_id, item_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_text_language ON site_check_text (org_id, language, id) WHERE deleted_at IS NULL;

-- The check list of a site, from the draft to what is asked regularly.
CREATE TABLE site_check_list (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    site_id INTEGER NOT NULL REFERENCES site (id),
    state TEXT NOT NULL,
    comment TEXT,
    sheet_key TEXT,
    sheet_no INTEGER,
    items INTEGER,
    untranslated INTEGER,
    period TEXT,
    answer_by TEXT,
    every_months INTEGER,
    campaign TEXT,
    next_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_check_list_uid ON site_check_list (org_id, uid);
CREATE UNIQUE INDEX site_check_list_number ON site_check_list (org_id, number);
CREATE INDEX site_check_list_live ON site_check_list (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_unit ON site_check_list (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_site ON site_check_list (org_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_state ON site_check_list (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_sheet_key ON site_check_list (org_id, sheet_key, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_items ON site_check_list (org_id, items, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_untranslated ON site_check_list (org_id, untranslated, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_period ON site_check_list (org_id, period, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_answer_by ON site_check_list (org_id, answer_by, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_every_months ON site_check_list (org_id, every_months, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_campaign ON site_check_list (org_id, campaign, id) WHERE deleted_at IS NULL;
CREATE INDEX site_check_list_next_on ON site_check_list (org_id, next_on, id) WHERE deleted_at IS NULL;
