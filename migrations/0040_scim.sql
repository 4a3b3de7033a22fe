-- Accounts that an identity provider keeps (SCIM 2.0): what it knows of them, its groups, and what
-- the groups give (docs/adr/0019).

-- attributes: JSON, what neither account nor person holds. gone: deleted by the provider, which does
-- not find the account any more; the account is disabled and stays.
CREATE TABLE scim_user (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    external_id TEXT,
    attributes TEXT NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX scim_user_external ON scim_user (org_id, external_id)
    WHERE external_id IS NOT NULL;

-- folded: the name as it is compared.
CREATE TABLE scim_group (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    external_id TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX scim_group_uid ON scim_group (org_id, uid);
CREATE UNIQUE INDEX scim_group_name ON scim_group (org_id, folded);

CREATE TABLE scim_member (
    org_id INTEGER NOT NULL REFERENCES org (id),
    group_id INTEGER NOT NULL REFERENCES scim_group (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    PRIMARY KEY (org_id, group_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scim_member_account ON scim_member (org_id, account_id);

-- What an administrator lets a group give.
CREATE TABLE scim_group_role (
    org_id INTEGER NOT NULL REFERENCES org (id),
    group_id INTEGER NOT NULL REFERENCES scim_group (id),
    role TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (org_id, group_id, role, unit_id)
) STRICT, WITHOUT ROWID;

-- Roles of account_role that groups gave, and that go with them; the others were given by hand.
CREATE TABLE scim_role (
    org_id INTEGER NOT NULL REFERENCES org (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (org_id, account_id, role, unit_id)
) STRICT, WITHOUT ROWID;
