-- Requests to us: one set of answers about ourselves, and customers' own files that are filled in from it.

-- What we say of our own measures, once for all who ask.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    question TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    detail TEXT,
    evidence TEXT,
    owner_id INTEGER REFERENCES person (id),
    confirmed_on TEXT,
    valid_until TEXT,
    sheet_key TEXT,
    item_key TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX statement_uid ON statement (org_id, uid);
CREATE UNIQUE INDEX statement_number ON statement (org_id, number);
CREATE INDEX statement_live ON statement (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_state ON statement (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_answer ON statement (org_id, answer, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_owner ON statement (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_confirmed_on ON statement (org_id, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_valid_until ON statement (org_id, valid_until, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_sheet_key ON statement (org_id, sheet_key, item_key, id) WHERE deleted_at IS NULL;
CREATE INDEX statement_item_key ON statement (org_id, item_key, id) WHERE deleted_at IS NULL;

-- The customer's file of a request, and the words in which it is answered.
CREATE TABLE inquiry_book (
    inquiry_id INTEGER PRIMARY KEY REFERENCES inquiry (id),
    org_id INTEGER NOT NULL REFERENCES org (id),
    file_id INTEGER NOT NULL REFERENCES file (id),
    word_yes TEXT NOT NULL,
    word_partly TEXT NOT NULL,
    word_no TEXT NOT NULL,
    word_na TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    added_by INTEGER
) STRICT;
CREATE INDEX inquiry_book_org ON inquiry_book (org_id, inquiry_id);
CREATE INDEX inquiry_book_file ON inquiry_book (file_id);

-- A sheet of it; columns count from 0, those of a sheet nobody has marked are NULL.
CREATE TABLE inquiry_sheet (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
    no INTEGER NOT NULL,
    name TEXT NOT NULL,
    hidden INTEGER NOT NULL,
    question_column INTEGER,
    answer_column INTEGER,
    remark_column INTEGER,
    first_line INTEGER,
    choices TEXT
) STRICT;
CREATE UNIQUE INDEX inquiry_sheet_no ON inquiry_sheet (org_id, inquiry_id, no);

-- A question of it and what is answered. asked: SHA-256 of the folded question, by which it is known again. basis_…: what
-- the statement said when a person confirmed the answer.
CREATE TABLE inquiry_row (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id),
    sheet_id INTEGER NOT NULL REFERENCES inquiry_sheet (id),
    line INTEGER NOT NULL,
    question TEXT NOT NULL,
    asked BLOB NOT NULL,
    can TEXT NOT NULL,
    remark_can TEXT,
    state TEXT NOT NULL,
    why TEXT,
    likeness INTEGER,
    earlier_id INTEGER REFERENCES inquiry (id),
    statement_id INTEGER REFERENCES statement (id),
    answer TEXT,
    text TEXT,
    remark TEXT,
    basis_answer TEXT,
    basis_detail TEXT,
    confirmed_at INTEGER,
    confirmed_by INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX inquiry_row_uid ON inquiry_row (org_id, uid);
CREATE UNIQUE INDEX inquiry_row_line ON inquiry_row (org_id, inquiry_id, sheet_id, line);
CREATE INDEX inquiry_row_asked ON inquiry_row (org_id, asked, id);
CREATE INDEX inquiry_row_statement ON inquiry_row (org_id, statement_id, id);
CREATE INDEX inquiry_row_sheet ON inquiry_row (sheet_id);
CREATE INDEX inquiry_row_earlier ON inquiry_row (earlier_id);
