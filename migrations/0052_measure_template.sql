-- What a measure was made of is told by its source, in words.

ALTER TABLE measure DROP COLUMN template_key;
