-- What is known of attacks: cases of other firms with what they mean here, and attacks on ourselves by month.

CREATE TABLE outside_case (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    firm TEXT,
    industry TEXT,
    firm_size TEXT,
    happened TEXT,
    damage TEXT,
    damage_amount INTEGER,
    damage_amount_currency TEXT,
    records_lost INTEGER,
    cause TEXT,
    attack TEXT,
    attack_group TEXT,
    likelihood TEXT,
    response TEXT NOT NULL,
    response_note TEXT,
    source TEXT,
    reference TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX outside_case_uid ON outside_case (org_id, uid);
CREATE UNIQUE INDEX outside_case_number ON outside_case (org_id, number);
CREATE INDEX outside_case_live ON outside_case (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_case_happened ON outside_case (org_id, happened, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_case_industry ON outside_case (org_id, industry, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_case_likelihood ON outside_case (org_id, likelihood, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_case_response ON outside_case (org_id, response, id) WHERE deleted_at IS NULL;
CREATE INDEX outside_case_reference ON outside_case (org_id, reference, id) WHERE deleted_at IS NULL;

CREATE TABLE attack_count (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    seen INTEGER NOT NULL,
    got_through INTEGER,
    harmed INTEGER,
    source TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attack_count_uid ON attack_count (org_id, uid);
CREATE UNIQUE INDEX attack_count_number ON attack_count (org_id, number);
CREATE INDEX attack_count_live ON attack_count (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_count_month ON attack_count (org_id, month, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_count_kind ON attack_count (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_count_seen ON attack_count (org_id, seen, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_count_got_through ON attack_count (org_id, got_through, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_count_harmed ON attack_count (org_id, harmed, id) WHERE deleted_at IS NULL;
