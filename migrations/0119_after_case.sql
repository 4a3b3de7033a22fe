-- What follows a case: what it cost, who was thanked, and articles of the knowledge base (src/mod/aftercase, src/mod/incident,
-- src/mod/knowledge).

-- What a case cost by form of loss, in yen. `amount` NULL: it was taken back. `settled`: it is no estimate any more.
CREATE TABLE case_cost (
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    form TEXT NOT NULL,
    amount INTEGER,
    settled INTEGER NOT NULL,
    note TEXT,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, incident_id, form)
) STRICT;

-- A report whose reporter was thanked for it.
CREATE TABLE incident_thanks (
    org_id INTEGER NOT NULL REFERENCES org (id),
    report_id INTEGER NOT NULL REFERENCES incident_report (id),
    text TEXT NOT NULL,
    thanked_at INTEGER NOT NULL,
    thanked_by INTEGER NOT NULL,
    PRIMARY KEY (org_id, report_id)
) STRICT;

-- The article that was made of a case: `article` is its uid as text. Known on the side of the case alone.
CREATE TABLE case_article (
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    article TEXT NOT NULL,
    PRIMARY KEY (org_id, incident_id)
) STRICT;

-- An article of the knowledge base.
CREATE TABLE knowledge_article (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    threat_key TEXT,
    happened_on TEXT,
    summary TEXT,
    signs TEXT,
    cause TEXT,
    response TEXT,
    lessons TEXT,
    source TEXT,
    owner_id INTEGER REFERENCES person (id),
    reviewed_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX knowledge_article_uid ON knowledge_article (org_id, uid);
CREATE UNIQUE INDEX knowledge_article_number ON knowledge_article (org_id, number);
CREATE INDEX knowledge_article_live ON knowledge_article (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_kind ON knowledge_article (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_state ON knowledge_article (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_threat_key ON knowledge_article (org_id, threat_key, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_happened_on ON knowledge_article (org_id, happened_on, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_owner ON knowledge_article (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX knowledge_article_reviewed_on ON knowledge_article (org_id, reviewed_on, id) WHERE deleted_at IS NULL;
