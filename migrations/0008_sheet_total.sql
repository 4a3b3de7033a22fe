-- Sheets that are read by their total: what an item that does not apply gives, and the bands, as the
-- JSON member "total" of kaname-sheet/1 (docs/admin/sheet-format.md). NULL: the sheet has none.

ALTER TABLE sheet_version ADD COLUMN total TEXT;
