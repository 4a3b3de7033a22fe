-- off: it was the provider that disabled the account, so the provider may enable it again. What a
-- person disabled by hand, only a person enables.
ALTER TABLE scim_user ADD COLUMN off INTEGER NOT NULL DEFAULT 0;
