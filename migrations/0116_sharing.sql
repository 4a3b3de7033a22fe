-- What is shared and published of damage by attacks: points of dispute, stances, decisions to publish, rumours (src/mod/sharing).

-- A point of dispute and the rule that was agreed on.
CREATE TABLE sharing_point (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    topic TEXT NOT NULL,
    state TEXT NOT NULL,
    question TEXT NOT NULL,
    guidance TEXT,
    rule TEXT,
    decider TEXT,
    decided_when TEXT,
    lawyer TEXT,
    advice TEXT,
    advised_on TEXT,
    insurance TEXT,
    insurance_on TEXT,
    board_on TEXT,
    agreed_on TEXT,
    owner_id INTEGER REFERENCES person (id),
    review_by TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX sharing_point_uid ON sharing_point (org_id, uid);
CREATE UNIQUE INDEX sharing_point_number ON sharing_point (org_id, number);
CREATE INDEX sharing_point_live ON sharing_point (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_title ON sharing_point (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_topic ON sharing_point (org_id, topic, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_state ON sharing_point (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_advised_on ON sharing_point (org_id, advised_on, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_insurance_on ON sharing_point (org_id, insurance_on, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_board_on ON sharing_point (org_id, board_on, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_agreed_on ON sharing_point (org_id, agreed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_owner ON sharing_point (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_point_review_by ON sharing_point (org_id, review_by, id) WHERE deleted_at IS NULL;

-- What a department says to it.
CREATE TABLE sharing_stance (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    department TEXT NOT NULL,
    point_id INTEGER NOT NULL REFERENCES sharing_point (id),
    stance TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    heard_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX sharing_stance_uid ON sharing_stance (org_id, uid);
CREATE UNIQUE INDEX sharing_stance_number ON sharing_stance (org_id, number);
CREATE INDEX sharing_stance_live ON sharing_stance (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_stance_department ON sharing_stance (org_id, department, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_stance_point ON sharing_stance (org_id, point_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_stance_person ON sharing_stance (org_id, person_id, id) WHERE deleted_at IS NULL;
CREATE INDEX sharing_stance_heard_on ON sharing_stance (org_id, heard_on, id) WHERE deleted_at IS NULL;

-- Whether something is published. `incident`: number of a case.
CREATE TABLE publication_decision (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    incident TEXT,
    happened_on TEXT NOT NULL,
    state TEXT NOT NULL,
    drill INTEGER,
    outline TEXT,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT,
    text_en TEXT,
    owner_id INTEGER REFERENCES person (id),
    decided_on TEXT,
    place TEXT,
    published_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX publication_decision_uid ON publication_decision (org_id, uid);
CREATE UNIQUE INDEX publication_decision_number ON publication_decision (org_id, number);
CREATE INDEX publication_decision_live ON publication_decision (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_kind ON publication_decision (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_incident ON publication_decision (org_id, incident, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_happened_on ON publication_decision (org_id, happened_on, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_state ON publication_decision (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_drill ON publication_decision (org_id, drill, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_decision ON publication_decision (org_id, decision, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_owner ON publication_decision (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_decided_on ON publication_decision (org_id, decided_on, id) WHERE deleted_at IS NULL;
CREATE INDEX publication_decision_published_on ON publication_decision (org_id, published_on, id) WHERE deleted_at IS NULL;

-- What is said outside about us.
CREATE TABLE rumour (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    heard_on TEXT NOT NULL,
    state TEXT NOT NULL,
    said TEXT NOT NULL,
    decision_id INTEGER REFERENCES publication_decision (id),
    owner_id INTEGER REFERENCES person (id),
    answer_by TEXT,
    answer TEXT,
    answer_where TEXT,
    answered_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX rumour_uid ON rumour (org_id, uid);
CREATE UNIQUE INDEX rumour_number ON rumour (org_id, number);
CREATE INDEX rumour_live ON rumour (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_place ON rumour (org_id, place, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_heard_on ON rumour (org_id, heard_on, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_state ON rumour (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_decision ON rumour (org_id, decision_id, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_owner ON rumour (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_answer_by ON rumour (org_id, answer_by, id) WHERE deleted_at IS NULL;
CREATE INDEX rumour_answered_on ON rumour (org_id, answered_on, id) WHERE deleted_at IS NULL;
