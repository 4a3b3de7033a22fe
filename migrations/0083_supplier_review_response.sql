-- Which answers a review rests on (src/mod/supplier). They stay those of the firm that was asked when the review goes to another
-- entry of the firm by a merge; NULL: none. One live review rests on them.
ALTER TABLE supplier_review ADD COLUMN response_id INTEGER REFERENCES response (id);

-- Of reviews from before, those whose supplier nothing was merged into, and of several live ones the first.
UPDATE supplier_review SET response_id = (
    SELECT r.id FROM response r
    JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id
    WHERE r.org_id = supplier_review.org_id AND k.number = supplier_review.campaign
    AND r.respondent_kind = 'supplier' AND r.respondent_id = supplier_review.supplier_id)
WHERE campaign IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM supplier_merge m
    WHERE m.org_id = supplier_review.org_id AND m.into_id = supplier_review.supplier_id AND m.undone_at IS NULL)
AND NOT EXISTS (
    SELECT 1 FROM supplier_review o
    WHERE o.org_id = supplier_review.org_id AND o.supplier_id = supplier_review.supplier_id
    AND o.campaign = supplier_review.campaign AND o.deleted_at IS NULL AND o.id < supplier_review.id);
CREATE UNIQUE INDEX supplier_review_response ON supplier_review (org_id, response_id) WHERE deleted_at IS NULL;
