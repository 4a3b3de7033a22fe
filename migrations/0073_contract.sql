-- Security in contracts: requirement sets, contracts with their points and checks; what is asked of suppliers,
-- and visits to them.

CREATE TABLE requirement_set (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    edition TEXT NOT NULL,
    state TEXT NOT NULL,
    description TEXT,
    replaces_id INTEGER REFERENCES requirement_set (id),
    source TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX requirement_set_uid ON requirement_set (org_id, uid);
CREATE UNIQUE INDEX requirement_set_number ON requirement_set (org_id, number);
CREATE INDEX requirement_set_live ON requirement_set (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_set_title ON requirement_set (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_set_state ON requirement_set (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_set_replaces ON requirement_set (org_id, replaces_id, id) WHERE deleted_at IS NULL;

CREATE TABLE requirement_point (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    set_id INTEGER NOT NULL REFERENCES requirement_set (id),
    phase TEXT NOT NULL,
    level TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    demand TEXT NOT NULL,
    demand_en TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX requirement_point_uid ON requirement_point (org_id, uid);
CREATE UNIQUE INDEX requirement_point_number ON requirement_point (org_id, number);
CREATE INDEX requirement_point_live ON requirement_point (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_point_set ON requirement_point (org_id, set_id, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_point_phase ON requirement_point (org_id, phase, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_point_level ON requirement_point (org_id, level, id) WHERE deleted_at IS NULL;
CREATE INDEX requirement_point_position ON requirement_point (org_id, position, id) WHERE deleted_at IS NULL;

CREATE TABLE contract (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    state TEXT NOT NULL,
    business_id INTEGER REFERENCES business (id),
    form TEXT NOT NULL,
    audit_cooperation INTEGER,
    last_tier INTEGER,
    requirement_set_id INTEGER REFERENCES requirement_set (id),
    starts_on TEXT,
    ends_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contract_uid ON contract (org_id, uid);
CREATE UNIQUE INDEX contract_number ON contract (org_id, number);
CREATE INDEX contract_live ON contract (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_unit ON contract (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_title ON contract (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_supplier ON contract (org_id, supplier_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_state ON contract (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_business ON contract (org_id, business_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_form ON contract (org_id, form, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_audit_cooperation ON contract (org_id, audit_cooperation, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_last_tier ON contract (org_id, last_tier, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_requirement_set ON contract (org_id, requirement_set_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_starts_on ON contract (org_id, starts_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_ends_on ON contract (org_id, ends_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_owner ON contract (org_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE TABLE contract_point (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    phase TEXT NOT NULL,
    level TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    demand TEXT NOT NULL,
    demand_en TEXT,
    state TEXT NOT NULL,
    plan TEXT,
    filed_on TEXT,
    approved_on TEXT,
    target_on TEXT,
    sla_on TEXT,
    agreed_reason TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contract_point_uid ON contract_point (org_id, uid);
CREATE UNIQUE INDEX contract_point_number ON contract_point (org_id, number);
CREATE INDEX contract_point_live ON contract_point (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_unit ON contract_point (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_contract ON contract_point (org_id, contract_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_phase ON contract_point (org_id, phase, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_level ON contract_point (org_id, level, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_position ON contract_point (org_id, position, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_state ON contract_point (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_filed_on ON contract_point (org_id, filed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_approved_on ON contract_point (org_id, approved_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_target_on ON contract_point (org_id, target_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_point_sla_on ON contract_point (org_id, sla_on, id) WHERE deleted_at IS NULL;

CREATE TABLE contract_check (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    contract_id INTEGER NOT NULL REFERENCES contract (id),
    title TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    checker TEXT NOT NULL,
    result TEXT NOT NULL,
    report TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contract_check_uid ON contract_check (org_id, uid);
CREATE UNIQUE INDEX contract_check_number ON contract_check (org_id, number);
CREATE INDEX contract_check_live ON contract_check (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_check_unit ON contract_check (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_check_contract ON contract_check (org_id, contract_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_check_title ON contract_check (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_check_checked_on ON contract_check (org_id, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_check_result ON contract_check (org_id, result, id) WHERE deleted_at IS NULL;

CREATE TABLE contract_finding (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    check_id INTEGER NOT NULL REFERENCES contract_check (id),
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT,
    fixed_on TEXT,
    fix TEXT,
    owner_id INTEGER REFERENCES person (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX contract_finding_uid ON contract_finding (org_id, uid);
CREATE UNIQUE INDEX contract_finding_number ON contract_finding (org_id, number);
CREATE INDEX contract_finding_live ON contract_finding (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_unit ON contract_finding (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_check ON contract_finding (org_id, check_id, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_title ON contract_finding (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_severity ON contract_finding (org_id, severity, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_state ON contract_finding (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_due ON contract_finding (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_fixed_on ON contract_finding (org_id, fixed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contract_finding_owner ON contract_finding (org_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE TABLE supplier_ask (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    asked TEXT NOT NULL,
    necessity TEXT,
    scope TEXT,
    cost_bearer TEXT,
    cost_note TEXT,
    talks TEXT,
    talks_on TEXT,
    offers TEXT,
    check_cost TEXT,
    check_product TEXT,
    check_price TEXT,
    check_need TEXT,
    check_explained TEXT,
    check_record TEXT,
    checked_on TEXT,
    sent_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_ask_uid ON supplier_ask (org_id, uid);
CREATE UNIQUE INDEX supplier_ask_number ON supplier_ask (org_id, number);
CREATE INDEX supplier_ask_live ON supplier_ask (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_unit ON supplier_ask (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_title ON supplier_ask (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_state ON supplier_ask (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_cost_bearer ON supplier_ask (org_id, cost_bearer, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_talks_on ON supplier_ask (org_id, talks_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_cost ON supplier_ask (org_id, check_cost, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_product ON supplier_ask (org_id, check_product, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_price ON supplier_ask (org_id, check_price, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_need ON supplier_ask (org_id, check_need, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_explained ON supplier_ask (org_id, check_explained, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_check_record ON supplier_ask (org_id, check_record, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_checked_on ON supplier_ask (org_id, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_sent_on ON supplier_ask (org_id, sent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_ask_owner ON supplier_ask (org_id, owner_id, id) WHERE deleted_at IS NULL;

CREATE TABLE ask_firm (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    ask_id INTEGER NOT NULL REFERENCES supplier_ask (id),
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    title TEXT,
    state TEXT NOT NULL,
    talks TEXT,
    agreement TEXT,
    our_name TEXT,
    their_name TEXT,
    agreed_on TEXT,
    adopted_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX ask_firm_uid ON ask_firm (org_id, uid);
CREATE UNIQUE INDEX ask_firm_number ON ask_firm (org_id, number);
CREATE INDEX ask_firm_live ON ask_firm (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_unit ON ask_firm (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_ask ON ask_firm (org_id, ask_id, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_supplier ON ask_firm (org_id, supplier_id, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_title ON ask_firm (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_state ON ask_firm (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_agreed_on ON ask_firm (org_id, agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX ask_firm_adopted_on ON ask_firm (org_id, adopted_on, id) WHERE deleted_at IS NULL;

CREATE TABLE star_judgement (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    title TEXT,
    information TEXT,
    stop TEXT,
    access TEXT,
    raised INTEGER,
    raised_reason TEXT,
    result TEXT,
    judged_on TEXT NOT NULL,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX star_judgement_uid ON star_judgement (org_id, uid);
CREATE UNIQUE INDEX star_judgement_number ON star_judgement (org_id, number);
CREATE INDEX star_judgement_live ON star_judgement (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_supplier ON star_judgement (org_id, supplier_id, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_title ON star_judgement (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_information ON star_judgement (org_id, information, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_stop ON star_judgement (org_id, stop, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_access ON star_judgement (org_id, access, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_raised ON star_judgement (org_id, raised, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_result ON star_judgement (org_id, result, id) WHERE deleted_at IS NULL;
CREATE INDEX star_judgement_judged_on ON star_judgement (org_id, judged_on, id) WHERE deleted_at IS NULL;

CREATE TABLE site_visit (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    visited_on TEXT NOT NULL,
    visitors TEXT NOT NULL,
    met TEXT,
    looked_at TEXT,
    found TEXT,
    agreed TEXT,
    decision TEXT,
    certificate TEXT,
    certificate_name TEXT,
    next TEXT,
    next_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_visit_uid ON site_visit (org_id, uid);
CREATE UNIQUE INDEX site_visit_number ON site_visit (org_id, number);
CREATE INDEX site_visit_live ON site_visit (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_unit ON site_visit (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_title ON site_visit (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_supplier ON site_visit (org_id, supplier_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_visited_on ON site_visit (org_id, visited_on, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_decision ON site_visit (org_id, decision, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_certificate ON site_visit (org_id, certificate, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_next_on ON site_visit (org_id, next_on, id) WHERE deleted_at IS NULL;
CREATE INDEX site_visit_owner ON site_visit (org_id, owner_id, id) WHERE deleted_at IS NULL;
