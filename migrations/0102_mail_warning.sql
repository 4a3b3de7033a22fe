-- Notices of suspicious mails that one firm saw, told to the partners, and who got them (src/mod/joint).

-- sent_on, sent_to: since when and to how many firms.
CREATE TABLE mail_warning (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    looks TEXT NOT NULL,
    sender TEXT,
    links TEXT,
    todo TEXT NOT NULL,
    seen_on TEXT,
    seen_by_id INTEGER REFERENCES supplier (id),
    measure_id INTEGER REFERENCES joint_measure (id),
    sent_on TEXT,
    sent_to INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX mail_warning_uid ON mail_warning (org_id, uid);
CREATE UNIQUE INDEX mail_warning_number ON mail_warning (org_id, number);
CREATE INDEX mail_warning_live ON mail_warning (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_title ON mail_warning (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_seen_on ON mail_warning (org_id, seen_on, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_seen_by ON mail_warning (org_id, seen_by_id, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_measure ON mail_warning (org_id, measure_id, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_sent_on ON mail_warning (org_id, sent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX mail_warning_sent_to ON mail_warning (org_id, sent_to, id) WHERE deleted_at IS NULL;

-- supplier_id NULL: the firm is gone. name: the firm's when it was written to. contact, address: to whom; erased by law: NULL and ''.
CREATE TABLE mail_warning_sent (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    warning_id INTEGER NOT NULL REFERENCES mail_warning (id) ON DELETE CASCADE,
    supplier_id INTEGER REFERENCES supplier (id) ON DELETE SET NULL,
    name TEXT NOT NULL,
    contact TEXT,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    sent_by INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX mail_warning_sent_uid ON mail_warning_sent (org_id, uid);
CREATE UNIQUE INDEX mail_warning_sent_firm ON mail_warning_sent (org_id, warning_id, supplier_id);
CREATE INDEX mail_warning_sent_order ON mail_warning_sent (org_id, warning_id, id);
CREATE INDEX mail_warning_sent_supplier ON mail_warning_sent (org_id, supplier_id);
