-- Notices of suspicious mails go to sites of our own, too, by the contact chosen for each (src/mod/site, src/mod/joint).

ALTER TABLE site ADD COLUMN contact_id INTEGER REFERENCES person (id);
CREATE INDEX site_contact ON site (org_id, contact_id, id) WHERE deleted_at IS NULL;

-- to_site: it was written to a site, site_id NULL: which is gone.
ALTER TABLE mail_warning_sent ADD COLUMN to_site INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_warning_sent ADD COLUMN site_id INTEGER REFERENCES site (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX mail_warning_sent_site ON mail_warning_sent (org_id, warning_id, site_id);
CREATE INDEX mail_warning_sent_of_site ON mail_warning_sent (org_id, site_id);
