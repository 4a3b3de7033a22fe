-- What says that a check has become a matter of form: findings that name the question they are
-- about, exercises that say whether they reached their goal, and the items that records bear out.

ALTER TABLE audit_finding ADD COLUMN sheet_key TEXT;
ALTER TABLE audit_finding ADD COLUMN section_key TEXT;
ALTER TABLE audit_finding ADD COLUMN item_key TEXT;
CREATE INDEX audit_finding_sheet_key ON audit_finding (org_id, sheet_key, id) WHERE deleted_at IS NULL;

ALTER TABLE exercise ADD COLUMN outcome TEXT;
CREATE INDEX exercise_outcome ON exercise (org_id, outcome, planned_on, id) WHERE deleted_at IS NULL;

-- Keys of the items whose claim records bore out, comma-separated: what `body` says of them, in
-- short, because results over two thousand responses ask for nothing else.
ALTER TABLE response_evidence ADD COLUMN supported TEXT NOT NULL DEFAULT '';
-- sqlite:
UPDATE response_evidence SET supported = coalesce((SELECT group_concat(json_extract(i.value, '$.item'))
    FROM json_each(response_evidence.body, '$.items') i
    WHERE json_extract(i.value, '$.state') = 'supported'), '');
-- end
-- postgres:
UPDATE response_evidence SET supported = coalesce((SELECT string_agg(i.value ->> 'item', ',')
    FROM jsonb_array_elements(body::jsonb -> 'items') AS i (value)
    WHERE i.value ->> 'state' = 'supported'), '');
-- end
