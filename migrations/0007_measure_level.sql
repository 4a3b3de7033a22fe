-- A measure starts from a mean of units, which need not be whole.

ALTER TABLE measure ADD COLUMN level_mean REAL;
UPDATE measure SET level_mean = level_now;
ALTER TABLE measure DROP COLUMN level_now;
ALTER TABLE measure RENAME COLUMN level_mean TO level_now;
