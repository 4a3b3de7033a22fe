-- Dates of the Japanese edition by the era: chosen for a report, and for those that a schedule drafts.
ALTER TABLE report_issue ADD COLUMN era INTEGER;
ALTER TABLE report_schedule ADD COLUMN era INTEGER;
CREATE INDEX report_issue_era ON report_issue (org_id, era, id) WHERE deleted_at IS NULL;
CREATE INDEX report_schedule_era ON report_schedule (org_id, era, id) WHERE deleted_at IS NULL;
