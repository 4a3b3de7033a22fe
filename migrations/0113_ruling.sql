-- Decisions asked for in a case, by the decision matrix (src/mod/ruling).

-- One decision, numbered in its case. `matrix`: number of the matrix' row; NULL: the matrix does not say. `rank`: of who decides by it;
-- `stand_in`: he does not hold that post. `answer`: what he said, or why it was not waited for or taken back. `verdict`: how he looked
-- at it afterwards, where it was not waited for.
CREATE TABLE ruling (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    no INTEGER NOT NULL,
    action TEXT NOT NULL,
    impact TEXT NOT NULL,
    matrix TEXT,
    what TEXT NOT NULL,
    rank TEXT NOT NULL,
    decider_id INTEGER NOT NULL REFERENCES person (id),
    stand_in INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by INTEGER NOT NULL,
    answer TEXT,
    ended_at INTEGER,
    ended_by INTEGER,
    verdict TEXT,
    review TEXT,
    reviewed_at INTEGER,
    reviewed_by INTEGER
) STRICT;
CREATE UNIQUE INDEX ruling_uid ON ruling (org_id, uid);
CREATE UNIQUE INDEX ruling_no ON ruling (org_id, incident_id, no);
CREATE INDEX ruling_decider ON ruling (org_id, decider_id, id);

-- Who else has a part in it, a row a rank. `person_id` NULL: nobody holds the post and nobody was chosen. `opinion` NULL: not said.
CREATE TABLE ruling_voice (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    ruling_id INTEGER NOT NULL REFERENCES ruling (id),
    rank TEXT NOT NULL,
    part TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id),
    stand_in INTEGER NOT NULL,
    opinion TEXT,
    text TEXT,
    said_at INTEGER,
    said_by INTEGER
) STRICT;
CREATE UNIQUE INDEX ruling_voice_rank ON ruling_voice (org_id, ruling_id, rank);
CREATE INDEX ruling_voice_person ON ruling_voice (org_id, person_id, ruling_id) WHERE person_id IS NOT NULL;

-- Which post holds which rank of the matrix. One row an organisation; no row: version 0.
CREATE TABLE ruling_post (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    version INTEGER NOT NULL,
    staff TEXT,
    head TEXT,
    management TEXT,
    headquarters TEXT,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER NOT NULL
) STRICT;
