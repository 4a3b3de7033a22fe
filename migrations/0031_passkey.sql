-- Passkeys, and second factors of more than one kind.

-- credential: the id its device chose. public_key: ES256 x and y, EdDSA 32 bytes, RS256 modulus and
-- exponent; algorithm: COSE's number of it. use_count: the device's counter, as told last.
-- stopped_at: the counter went back, so there are two of it; it opens nothing any more.
CREATE TABLE passkey (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    credential BLOB NOT NULL,
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    use_count INTEGER NOT NULL,
    synced INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    stopped_at INTEGER
) STRICT;
CREATE UNIQUE INDEX passkey_uid ON passkey (org_id, uid);
CREATE UNIQUE INDEX passkey_credential ON passkey (org_id, credential);
CREATE INDEX passkey_account ON passkey (org_id, account_id);

-- account.factor_at: since when there is a second factor of any kind. Of codes by time it was
-- confirmed when this is set; NULL: one being set up.
ALTER TABLE factor ADD COLUMN confirmed_at INTEGER;
UPDATE factor SET confirmed_at = (SELECT a.factor_at FROM account a
    WHERE a.org_id = factor.org_id AND a.id = factor.account_id);
