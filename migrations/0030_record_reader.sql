-- Records that only their readers may see (src/kernel/reader/reader.h). Rows stay when the record
-- leaves for good: what the audit log tells of it stays theirs.
-- subject: the singular of a register, as in the audit log.

CREATE TABLE record_secret (
    org_id INTEGER NOT NULL REFERENCES org (id),
    subject TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (org_id, subject, record_id)
) STRICT, WITHOUT ROWID;

-- A person (person_id, role 0) or all who hold a role (person_id 0, the role's bit).
CREATE TABLE record_reader (
    org_id INTEGER NOT NULL REFERENCES org (id),
    subject TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    role INTEGER NOT NULL,
    PRIMARY KEY (org_id, subject, record_id, person_id, role)
) STRICT, WITHOUT ROWID;
