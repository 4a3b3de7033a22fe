-- Each time the values of many risks were computed anew – by another method, or because a ledger
-- changed – with what moved.

CREATE TABLE risk_recompute (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    cause TEXT NOT NULL, -- method, system, asset
    method_key TEXT NOT NULL,
    method_version INTEGER NOT NULL,
    rows_seen INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    up INTEGER NOT NULL,
    down INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER
) STRICT;
CREATE UNIQUE INDEX risk_recompute_uid ON risk_recompute (org_id, uid);

-- no: the order in which they are told. 0: no value.
CREATE TABLE risk_move (
    org_id INTEGER NOT NULL REFERENCES org (id),
    recompute_id INTEGER NOT NULL REFERENCES risk_recompute (id) ON DELETE CASCADE,
    no INTEGER NOT NULL,
    risk_id INTEGER NOT NULL REFERENCES risk (id) ON DELETE CASCADE,
    value_before INTEGER NOT NULL,
    value_after INTEGER NOT NULL,
    now_before INTEGER NOT NULL,
    now_after INTEGER NOT NULL,
    PRIMARY KEY (org_id, recompute_id, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX risk_move_risk ON risk_move (risk_id);
