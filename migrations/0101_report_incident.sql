-- A report on one case (src/mod/report): `incident` is the number of the case.
ALTER TABLE report_issue ADD COLUMN incident TEXT;
CREATE INDEX report_issue_incident ON report_issue (org_id, incident, id) WHERE deleted_at IS NULL;
