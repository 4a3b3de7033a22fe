-- The list of measures sorted by their state, which 0014 took its index from.

CREATE INDEX measure_by_state ON measure (org_id, state, id) WHERE deleted_at IS NULL;
