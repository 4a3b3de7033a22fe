-- An organisation that was brought in from elsewhere goes on counting in its own numbers: hashes of
-- its audit chain are over its own id and over ids less the distance they were moved by
-- (docs/adr/0013). chain_org NULL, id_shift 0: it began here.

ALTER TABLE audit_head ADD COLUMN chain_org INTEGER;
ALTER TABLE audit_head ADD COLUMN id_shift INTEGER NOT NULL DEFAULT 0;
