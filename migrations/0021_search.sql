-- Full-text search over records, answers and whatever else has text (kernel/search/search.h).
-- search_doc: one row a text. The greater the id, the later the text changed. kind: the singular
-- of a register, "answer", …; part: 0, or the item's number of an answer; unit_id NULL: of the whole
-- organisation. folded and scope are what search_word was made from, to the byte.
CREATE TABLE search_doc (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    org_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    uid BLOB NOT NULL,
    unit_id INTEGER,
    number TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    folded TEXT NOT NULL,
    scope TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_doc_record ON search_doc (org_id, kind, record_id, part);

-- The words of a text: its characters and pairs of neighbouring characters, and where it belongs.
-- Without an org_id of its own on purpose: row-level security would keep the index from being used
-- ("@@" is not leakproof). It gives ids only, and what they stand for is read from search_doc.
-- sqlite:
CREATE VIRTUAL TABLE search_word USING fts5 (
    words, content = '', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
-- end
-- postgres:
CREATE TABLE search_word (
    id BIGINT PRIMARY KEY REFERENCES search_doc (id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL
);
ALTER TABLE search_word ALTER COLUMN words SET STATISTICS 500;
CREATE INDEX search_word_words ON search_word USING gin (words);
-- Planned anew for every match: a rare word is looked up, of a frequent one the newest are read until
-- there are enough. One plan for both would be wrong for one of them.
CREATE FUNCTION search_newest(match TEXT, before BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT id FROM search_word WHERE words @@ $1::tsquery AND id < $2'
        ' ORDER BY id DESC LIMIT $3' USING match, before, most;
END $$;
-- end

-- How far what was written before (or elsewhere) has been brought into the index; no row: not at
-- all. kind NULL: everything is in.
CREATE TABLE search_progress (
    org_id INTEGER NOT NULL REFERENCES org (id),
    kind TEXT,
    last_id INTEGER NOT NULL,
    PRIMARY KEY (org_id)
) STRICT;
