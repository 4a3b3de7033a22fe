-- What measures cost: budgets asked for and granted, what is spent of them, and the case made to those who decide.

-- Money asked for and granted for a fiscal year, of a unit, a kind and a section of a check sheet.
CREATE TABLE budget (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    fiscal_year TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT,
    sheet_key TEXT,
    section_key TEXT,
    requested INTEGER NOT NULL,
    requested_currency TEXT NOT NULL,
    granted INTEGER,
    granted_currency TEXT,
    owner_id INTEGER REFERENCES person (id),
    reason TEXT,
    decided_on TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX budget_uid ON budget (org_id, uid);
CREATE UNIQUE INDEX budget_number ON budget (org_id, number);
CREATE INDEX budget_live ON budget (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_unit ON budget (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_fiscal_year ON budget (org_id, fiscal_year, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_state ON budget (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_kind ON budget (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_requested ON budget (org_id, requested, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_granted ON budget (org_id, granted, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_owner ON budget (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX budget_decided_on ON budget (org_id, decided_on, id) WHERE deleted_at IS NULL;

-- What is ordered or paid out of a budget.
CREATE TABLE spending (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    measure_id INTEGER REFERENCES measure (id),
    stage TEXT NOT NULL,
    spent_on TEXT NOT NULL,
    amount INTEGER NOT NULL,
    amount_currency TEXT NOT NULL,
    supplier TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX spending_uid ON spending (org_id, uid);
CREATE UNIQUE INDEX spending_number ON spending (org_id, number);
CREATE INDEX spending_live ON spending (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_unit ON spending (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_budget ON spending (org_id, budget_id, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_measure ON spending (org_id, measure_id, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_stage ON spending (org_id, stage, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_spent_on ON spending (org_id, spent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX spending_amount ON spending (org_id, amount, id) WHERE deleted_at IS NULL;

-- A case for security: goal, risk, measures, people and money, from gathering information to reporting the effect (role C of a CISO).
CREATE TABLE business_case (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    fiscal_year TEXT,
    due TEXT,
    goal TEXT,
    goal_effect TEXT,
    information TEXT,
    problems TEXT,
    plan TEXT,
    reasons TEXT,
    sheet_key TEXT,
    campaign TEXT,
    level_to_reach INTEGER,
    cost_initial INTEGER,
    cost_initial_currency TEXT,
    cost_yearly INTEGER,
    cost_yearly_currency TEXT,
    people_needed INTEGER,
    people_skills TEXT,
    people_from TEXT,
    loss_avoided INTEGER,
    loss_avoided_currency TEXT,
    loss_basis TEXT,
    explained_to TEXT,
    explained_on TEXT,
    carried_out TEXT,
    effect TEXT,
    reported_to TEXT,
    reported_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX business_case_uid ON business_case (org_id, uid);
CREATE UNIQUE INDEX business_case_number ON business_case (org_id, number);
CREATE INDEX business_case_live ON business_case (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_unit ON business_case (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_state ON business_case (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_owner ON business_case (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_fiscal_year ON business_case (org_id, fiscal_year, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_due ON business_case (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_cost_initial ON business_case (org_id, cost_initial, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_people_from ON business_case (org_id, people_from, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_explained_on ON business_case (org_id, explained_on, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_reported_on ON business_case (org_id, reported_on, id) WHERE deleted_at IS NULL;

-- Where a measure comes from: the page of a source, and the template it was made of.
ALTER TABLE measure ADD COLUMN source TEXT;
ALTER TABLE measure ADD COLUMN template_key TEXT;
