-- Campaigns keep their dates by themselves.
-- scheduled: 1 when the opening date lay ahead as it was written; the job of the day then opens the
-- draft. remind_before: days before the due date at which reminding begins (and again on that
-- date); remind_every: pace in days once it is over; NULL: no reminders. reminded_on: date of the
-- last reminder.

ALTER TABLE campaign ADD COLUMN scheduled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE campaign ADD COLUMN remind_before INTEGER;
ALTER TABLE campaign ADD COLUMN remind_every INTEGER;
ALTER TABLE campaign ADD COLUMN reminded_on TEXT;
