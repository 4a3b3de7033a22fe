-- What a connection lets pass, so that the sketch of the network can show it.

ALTER TABLE network_connection ADD COLUMN passage TEXT;
CREATE INDEX network_connection_passage ON network_connection (org_id, passage, name, id) WHERE deleted_at IS NULL;
