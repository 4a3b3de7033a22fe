-- Who works for us: our businesses, suppliers, what units give out to them, and what suppliers hold (src/mod/supplier).

-- What our company does.
CREATE TABLE business (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    department_id INTEGER REFERENCES unit (id),
    importance TEXT,
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
CREATE UNIQUE INDEX business_uid ON business (org_id, uid);
CREATE UNIQUE INDEX business_number ON business (org_id, number);
CREATE INDEX business_live ON business (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_name ON business (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX business_department ON business (org_id, department_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX business_importance ON business (org_id, importance, name, id) WHERE deleted_at IS NULL;
CREATE INDEX business_owner ON business (org_id, owner_id, name, id) WHERE deleted_at IS NULL;

-- Firms. match_name: the form in which names are compared. risk: by what units give out to them.
CREATE TABLE supplier (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    kana TEXT,
    name_en TEXT,
    match_name TEXT,
    country TEXT,
    corporate_number TEXT,
    address TEXT,
    employees INTEGER,
    sales INTEGER,
    sales_currency TEXT,
    capital INTEGER,
    capital_currency TEXT,
    tier TEXT,
    officer TEXT,
    class TEXT,
    class_given TEXT,
    class_reason TEXT,
    duties_from TEXT,
    trusted INTEGER,
    trusted_reason TEXT,
    risk TEXT,
    surveyed_on TEXT,
    grade TEXT,
    concern TEXT,
    main_concern TEXT,
    plan TEXT,
    plan_note TEXT,
    contact_name TEXT,
    contact_email TEXT,
    contact_phone TEXT,
    contact_language TEXT,
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
CREATE UNIQUE INDEX supplier_uid ON supplier (org_id, uid);
CREATE UNIQUE INDEX supplier_number ON supplier (org_id, number);
CREATE INDEX supplier_live ON supplier (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_name ON supplier (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_state ON supplier (org_id, state, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_kana ON supplier (org_id, kana, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_match_name ON supplier (org_id, match_name, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX supplier_corporate_number ON supplier (org_id, corporate_number) WHERE deleted_at IS NULL;
CREATE INDEX supplier_employees ON supplier (org_id, employees, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_tier ON supplier (org_id, tier, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_officer ON supplier (org_id, officer, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_class ON supplier (org_id, class, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_class_given ON supplier (org_id, class_given, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_duties_from ON supplier (org_id, duties_from, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_trusted ON supplier (org_id, trusted, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_risk ON supplier (org_id, risk, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_surveyed_on ON supplier (org_id, surveyed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_grade ON supplier (org_id, grade, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_concern ON supplier (org_id, concern, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_plan ON supplier (org_id, plan, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_contact_language ON supplier (org_id, contact_language, name, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_owner ON supplier (org_id, owner_id, name, id) WHERE deleted_at IS NULL;

-- Work that a unit gives out to a supplier. stops: names of our businesses that stop with it, as JSON.
CREATE TABLE supplier_engagement (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    work TEXT NOT NULL,
    supplier_id INTEGER REFERENCES supplier (id),
    state TEXT NOT NULL,
    supplier_name TEXT,
    supplier_number TEXT,
    stops TEXT,
    environment TEXT,
    internet TEXT,
    information TEXT,
    connection TEXT,
    important INTEGER,
    contract_form TEXT,
    risk INTEGER,
    risk_rule TEXT,
    owner_id INTEGER REFERENCES person (id),
    started_on TEXT,
    ended_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_engagement_uid ON supplier_engagement (org_id, uid);
CREATE UNIQUE INDEX supplier_engagement_number ON supplier_engagement (org_id, number);
CREATE INDEX supplier_engagement_live ON supplier_engagement (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_unit ON supplier_engagement (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_work ON supplier_engagement (org_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_supplier ON supplier_engagement (org_id, supplier_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_state ON supplier_engagement (org_id, state, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_environment ON supplier_engagement (org_id, environment, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_internet ON supplier_engagement (org_id, internet, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_information ON supplier_engagement (org_id, information, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_connection ON supplier_engagement (org_id, connection, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_important ON supplier_engagement (org_id, important, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_contract_form ON supplier_engagement (org_id, contract_form, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_risk ON supplier_engagement (org_id, risk, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_risk_rule ON supplier_engagement (org_id, risk_rule, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_owner ON supplier_engagement (org_id, owner_id, work, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_started_on ON supplier_engagement (org_id, started_on, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_engagement_ended_on ON supplier_engagement (org_id, ended_on, id) WHERE deleted_at IS NULL;

-- The businesses of `stops` by their ids.
CREATE TABLE supplier_engagement_business (
    org_id INTEGER NOT NULL REFERENCES org (id),
    engagement_id INTEGER NOT NULL REFERENCES supplier_engagement (id) ON DELETE CASCADE,
    business_id INTEGER NOT NULL REFERENCES business (id),
    PRIMARY KEY (org_id, engagement_id, business_id)
) STRICT;
CREATE INDEX supplier_engagement_business_of ON supplier_engagement_business (org_id, business_id, engagement_id);

-- Certificates and declarations of suppliers.
CREATE TABLE supplier_certificate (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    supplier_id INTEGER NOT NULL REFERENCES supplier (id),
    kind TEXT NOT NULL,
    title TEXT,
    basis TEXT,
    registration TEXT,
    scope TEXT,
    valid_from TEXT,
    valid_to TEXT,
    confirmed_on TEXT,
    evidence TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX supplier_certificate_uid ON supplier_certificate (org_id, uid);
CREATE UNIQUE INDEX supplier_certificate_number ON supplier_certificate (org_id, number);
CREATE INDEX supplier_certificate_live ON supplier_certificate (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_supplier ON supplier_certificate (org_id, supplier_id, valid_to, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_kind ON supplier_certificate (org_id, kind, valid_to, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_basis ON supplier_certificate (org_id, basis, valid_to, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_valid_from ON supplier_certificate (org_id, valid_from, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_valid_to ON supplier_certificate (org_id, valid_to, id) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certificate_confirmed_on ON supplier_certificate (org_id, confirmed_on, id) WHERE deleted_at IS NULL;
