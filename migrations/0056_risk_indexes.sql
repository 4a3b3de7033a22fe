-- 100,000 risks are valued anew in one transaction (docs/adr/0021-values-of-risks.md).

-- Few risks have an acceptance, and most are told of a system: the others need no place in these.
DROP INDEX risk_asset;
DROP INDEX risk_accepted_on;
DROP INDEX risk_accepted_until;
CREATE INDEX risk_asset ON risk (org_id, asset_id, id)
    WHERE deleted_at IS NULL AND asset_id IS NOT NULL;
CREATE INDEX risk_accepted_on ON risk (org_id, accepted_on, id)
    WHERE deleted_at IS NULL AND accepted_on IS NOT NULL;
CREATE INDEX risk_accepted_until ON risk (org_id, accepted_until, id)
    WHERE deleted_at IS NULL AND accepted_until IS NOT NULL;
-- postgres:
-- Each key ends with the id, so only versions of one row are alike; looking for them on a full page
-- took a fourth of a recomputation.
ALTER INDEX risk_unit SET (deduplicate_items = off);
ALTER INDEX risk_threat SET (deduplicate_items = off);
ALTER INDEX risk_system SET (deduplicate_items = off);
ALTER INDEX risk_state SET (deduplicate_items = off);
ALTER INDEX risk_likelihood_used SET (deduplicate_items = off);
ALTER INDEX risk_importance_used SET (deduplicate_items = off);
ALTER INDEX risk_value SET (deduplicate_items = off);
ALTER INDEX risk_value_now SET (deduplicate_items = off);
ALTER INDEX risk_band SET (deduplicate_items = off);
ALTER INDEX risk_treatment SET (deduplicate_items = off);
ALTER INDEX risk_owner SET (deduplicate_items = off);
ALTER INDEX risk_rated_on SET (deduplicate_items = off);
ALTER INDEX risk_review_on SET (deduplicate_items = off);
ALTER INDEX risk_due SET (deduplicate_items = off);
ALTER INDEX risk_live SET (deduplicate_items = off);
ALTER INDEX risk_asset SET (deduplicate_items = off);
ALTER INDEX risk_accepted_on SET (deduplicate_items = off);
ALTER INDEX risk_accepted_until SET (deduplicate_items = off);
-- A step and its moves are written together and nothing deletes a step; to look for it again, once a
-- move, took a second of 90,000.
ALTER TABLE risk_move DROP CONSTRAINT risk_move_recompute_id_fkey;
-- end
