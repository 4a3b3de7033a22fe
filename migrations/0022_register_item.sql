-- What hangs on a record of any register: comments, links to another record, files
-- (kernel/register/register_item.h).

CREATE TABLE register_item (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'link', 'file')),
    register TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    record_uid BLOB NOT NULL,
    text TEXT NOT NULL, -- the comment; of a link what it means; '' for a file
    mentions TEXT, -- of a comment: JSON list of people's UUIDs
    other_register TEXT, -- of a link
    other_id INTEGER,
    other_uid BLOB,
    file_id INTEGER REFERENCES file (id),
    created_at INTEGER NOT NULL,
    created_by INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX register_item_uid ON register_item (org_id, uid);
CREATE INDEX register_item_record ON register_item (org_id, register, record_id, kind, id);
CREATE INDEX register_item_other ON register_item (org_id, other_register, other_id, id);
CREATE UNIQUE INDEX register_item_link ON register_item
    (org_id, register, record_id, other_register, other_id, text) WHERE deleted_at IS NULL;
CREATE INDEX register_item_deleted ON register_item (org_id, deleted_at, id);
