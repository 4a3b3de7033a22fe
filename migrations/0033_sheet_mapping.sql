-- Mappings between frameworks that an organisation has imported; the program's own are in catalog/.
-- document: kaname-mapping/1 (docs/admin/mapping-format.md), digest: its SHA-256.

CREATE TABLE mapping (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    key TEXT NOT NULL,
    from_sheet TEXT NOT NULL,
    to_sheet TEXT NOT NULL,
    document TEXT NOT NULL,
    digest BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;
CREATE UNIQUE INDEX mapping_uid ON mapping (org_id, uid);
CREATE UNIQUE INDEX mapping_key ON mapping (org_id, key);

-- Answers that a person took over from an accepted response to another sheet. version: of the
-- answer; once that has another, somebody has judged anew and this row says nothing. sources: JSON
-- list of { response, campaign, period, item, relation, mapping }.
CREATE TABLE answer_carried (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sources TEXT NOT NULL,
    PRIMARY KEY (response_id, item_no)
) STRICT, WITHOUT ROWID;
