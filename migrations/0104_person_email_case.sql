-- An email address is one person's, however its letters are written (src/kernel/unit, ADR 40). Of those that share one already all but the first
-- keep it marked, until somebody has settled it.

ALTER TABLE person ADD COLUMN email_twice INTEGER NOT NULL DEFAULT 0;

CREATE INDEX person_address ON person (org_id, lower(email)) WHERE deleted_at IS NULL;

UPDATE person SET email_twice = 1 WHERE deleted_at IS NULL AND email IS NOT NULL AND EXISTS (SELECT 1 FROM person o
    WHERE o.org_id = person.org_id AND lower(o.email) = lower(person.email) AND o.deleted_at IS NULL AND o.id < person.id);

DROP INDEX person_email;
CREATE UNIQUE INDEX person_email ON person (org_id, lower(email)) WHERE deleted_at IS NULL AND email IS NOT NULL AND email_twice = 0;
CREATE INDEX person_email_twice ON person (org_id, email_twice, kana, id) WHERE deleted_at IS NULL;
