-- Evidence of cases and who held it (src/mod/custody).

-- One piece: a file, whose SHA-256 is taken as it arrives and which never changes, or a medium that lies somewhere. Numbered in its case.
CREATE TABLE custody_item (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    collected_at INTEGER NOT NULL,
    file_id INTEGER REFERENCES file (id),
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX custody_item_no ON custody_item (org_id, incident_id, no);
CREATE INDEX custody_item_file ON custody_item (org_id, file_id) WHERE file_id IS NOT NULL;

-- Its chain of custody: written once, in the order of seq. `holder`, `place`: who had it and where it was from then on; NULL: as before.
CREATE TABLE custody_event (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    item_id INTEGER NOT NULL REFERENCES custody_item (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT,
    place TEXT,
    text TEXT,
    happened_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX custody_event_seq ON custody_event (org_id, item_id, seq);
