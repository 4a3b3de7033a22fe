-- Which line puts another one right is asked for each line of a timeline that is shown.
CREATE INDEX incident_entry_corrects ON incident_entry (org_id, incident_id, corrects, seq)
    WHERE corrects IS NOT NULL;
