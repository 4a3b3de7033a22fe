-- What the registers said about a response's claims on the day it was submitted. unsupported: items
-- claimed above what is supported. body: JSON as the API answers it; rules may change later, what
-- was reported does not.
CREATE TABLE response_evidence (
    org_id INTEGER NOT NULL REFERENCES org (id),
    response_id INTEGER NOT NULL REFERENCES response (id),
    unsupported INTEGER NOT NULL,
    judged_on TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (response_id)
) STRICT, WITHOUT ROWID;
