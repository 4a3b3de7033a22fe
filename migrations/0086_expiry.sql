-- What runs out within two months has been told to those in charge (src/kernel/expiry), so that nobody is told twice
-- of one day. A day that has passed is forgotten.
CREATE TABLE expiry_told (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    register TEXT NOT NULL,
    record_uid BLOB NOT NULL,
    day TEXT NOT NULL,
    told_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX expiry_told_once ON expiry_told (org_id, register, record_uid, day);
CREATE INDEX expiry_told_day ON expiry_told (org_id, day);
