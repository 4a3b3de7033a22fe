-- Dates of the Japanese edition by the era: chosen for a report, and for those that a schedule drafts.
ALTER TABLE report_issue ADD COLUMN era INTEGER;
ALTER TABLE report_schedule ADD COLUMN era INTEGER;
