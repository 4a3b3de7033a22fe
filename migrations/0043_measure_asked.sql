-- What a management meeting asks of a measure: a range of its cost, the people it needs, how likely an
-- incident is without it, and how many times it has been asked for, and when.

ALTER TABLE measure ADD COLUMN cost_low INTEGER;
ALTER TABLE measure ADD COLUMN cost_low_currency TEXT;
ALTER TABLE measure ADD COLUMN cost_high INTEGER;
ALTER TABLE measure ADD COLUMN cost_high_currency TEXT;
ALTER TABLE measure ADD COLUMN fiscal_year TEXT;
ALTER TABLE measure ADD COLUMN people_needed INTEGER;
ALTER TABLE measure ADD COLUMN people_skills TEXT;
ALTER TABLE measure ADD COLUMN people_from TEXT;
ALTER TABLE measure ADD COLUMN milestones TEXT;
ALTER TABLE measure ADD COLUMN likelihood TEXT;
ALTER TABLE measure ADD COLUMN asked_times INTEGER;
ALTER TABLE measure ADD COLUMN asked_on TEXT;
ALTER TABLE measure ADD COLUMN decided_on TEXT;
ALTER TABLE measure ADD COLUMN back_on TEXT;
ALTER TABLE measure ADD COLUMN done_on TEXT;

-- Whatever there is has been asked for once, as it was made.
UPDATE measure SET asked_times = 1;
-- sqlite:
UPDATE measure SET asked_on = '["' || date(created_at / 1000, 'unixepoch') || '"]';
-- end
-- postgres:
UPDATE measure SET asked_on =
    '["' || to_char(to_timestamp(created_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') || '"]';
-- end

CREATE INDEX measure_fiscal_year ON measure (org_id, fiscal_year, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_likelihood ON measure (org_id, likelihood, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_asked_times ON measure (org_id, asked_times, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_people_from ON measure (org_id, people_from, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_decided_on ON measure (org_id, decided_on, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_back_on ON measure (org_id, back_on, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_done_on ON measure (org_id, done_on, id) WHERE deleted_at IS NULL;
