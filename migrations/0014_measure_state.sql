-- Measures of one state in order of their due date, as the list shows them, without sorting all of that state.

DROP INDEX measure_state;
CREATE INDEX measure_state ON measure (org_id, state, due, id) WHERE deleted_at IS NULL;
