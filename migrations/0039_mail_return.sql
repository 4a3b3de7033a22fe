-- Mails that come back. An address that takes no mail says why (RFC 3463; NULL: not known).
ALTER TABLE mail_bounce ADD COLUMN status TEXT;

-- Reports on mails, each message once. message: its SHA-256. failed 0: late.
CREATE TABLE mail_return (
    org_id INTEGER NOT NULL REFERENCES org (id),
    message BLOB NOT NULL,
    address TEXT NOT NULL,
    at INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (org_id, message)
) STRICT;
CREATE INDEX mail_return_address ON mail_return (org_id, address, at);
CREATE INDEX mail_return_at ON mail_return (org_id, at);

-- What waits until its address is good again.
CREATE INDEX mail_held ON mail (org_id, address) WHERE state = 'held';
