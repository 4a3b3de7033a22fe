-- Requests to us: the assessment in which the asker's sheet is answered, to whom and when the answer was
-- told, what the asker found wanting.
ALTER TABLE inquiry ADD COLUMN campaign TEXT;
ALTER TABLE inquiry ADD COLUMN told_to TEXT;
ALTER TABLE inquiry ADD COLUMN told_on TEXT;
ALTER TABLE inquiry ADD COLUMN findings TEXT;
-- Of an assessment: it answers somebody else's questions and says nothing of where the company stands.
ALTER TABLE campaign ADD COLUMN for_request INTEGER NOT NULL DEFAULT 0;
CREATE INDEX inquiry_told_on ON inquiry (org_id, told_on, received, id) WHERE deleted_at IS NULL;
