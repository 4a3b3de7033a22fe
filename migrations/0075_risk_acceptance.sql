-- Under which method an acceptance was given and in which band the risk was (docs/adr/0030); what a change of the method
-- does to acceptances is told with what moved.

ALTER TABLE risk ADD COLUMN accepted_band TEXT;
ALTER TABLE risk ADD COLUMN accepted_method TEXT; -- key, of an own one key/version

-- What was accepted before is taken as given under the method that is in force. A risk that has shrunk since was in the
-- band in which others of that value are.
UPDATE risk SET accepted_method = coalesce((SELECT CASE WHEN c.method_version = 0 THEN c.method_key
    ELSE c.method_key || '/' || c.method_version END FROM risk_choice c WHERE c.org_id = risk.org_id), 'company-f'),
    accepted_band = coalesce((SELECT o.band FROM risk o WHERE o.org_id = risk.org_id AND o.value_now = risk.accepted_value
    AND o.deleted_at IS NULL LIMIT 1), band)
    WHERE state IN ('accepted', 'lapsed') AND accepted_value IS NOT NULL;

CREATE INDEX risk_accepted_band ON risk (org_id, accepted_band, id) WHERE deleted_at IS NULL AND accepted_band IS NOT NULL;

ALTER TABLE risk_recompute ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE risk_move ADD COLUMN band_before TEXT;
ALTER TABLE risk_move ADD COLUMN band_after TEXT;
ALTER TABLE risk_move ADD COLUMN returns TEXT; -- why the acceptance comes back: risen, band, unvalued
