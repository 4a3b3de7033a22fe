-- The figure of a business case may be one of a simulation (src/mod/loss): its number, the day it was
-- played on, its seed, and how the figure was made of it.
ALTER TABLE business_case ADD COLUMN loss_run TEXT;
ALTER TABLE business_case ADD COLUMN loss_run_on TEXT;
ALTER TABLE business_case ADD COLUMN loss_run_seed INTEGER;
ALTER TABLE business_case ADD COLUMN loss_how TEXT;
CREATE INDEX business_case_loss_run_on ON business_case (org_id, loss_run_on, id) WHERE deleted_at IS NULL;
CREATE INDEX business_case_loss_how ON business_case (org_id, loss_how, id) WHERE deleted_at IS NULL;

-- A refused log-in that closed the account for some minutes.
ALTER TABLE sign_in ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
