-- Views of lists that people keep: filter, sort and columns under a name, as the list's address says
-- them (web/src/mod/register/list_state.ts). shared: 1, everybody who may read the register sees it.

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    register TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_view_uid ON saved_view (org_id, uid);
CREATE UNIQUE INDEX saved_view_name ON saved_view (org_id, register, account_id, name);
