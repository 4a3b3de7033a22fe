-- Pieces of information of a case, each with its TLP class and who may be told (src/mod/marking).

-- Numbered in its case. `value`: what stands in texts, a line each; `allowed`: names of firms as JSON, NULL: whoever its class allows.
CREATE TABLE case_piece (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    value TEXT NOT NULL,
    tlp TEXT NOT NULL,
    allowed TEXT,
    note TEXT,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;
CREATE UNIQUE INDEX case_piece_no ON case_piece (org_id, incident_id, no);
