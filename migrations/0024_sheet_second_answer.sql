-- An auditor's own answers to the items of a response that is submitted, beside those given: the
-- second opinion. value, score: as in answer.
CREATE TABLE second_answer (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    item_no INTEGER NOT NULL,
    value TEXT NOT NULL,
    score INTEGER,
    comment TEXT,
    answered_by INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (response_id, item_no)
) STRICT, WITHOUT ROWID;
