-- Who has not confirmed a notice to others is written to again: after so many hours, so many times (src/mod/telling).

ALTER TABLE telling_rule ADD COLUMN remind_hours INTEGER NOT NULL DEFAULT 24;
ALTER TABLE telling_rule ADD COLUMN reminders INTEGER NOT NULL DEFAULT 2;
ALTER TABLE case_told ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_told ADD COLUMN reminded_at INTEGER;
CREATE INDEX case_told_silent ON case_told (org_id, sent_at) WHERE confirmed_at IS NULL AND sent_at IS NOT NULL;
