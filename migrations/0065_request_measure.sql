-- Which measures a request names: what `measures` of the request lists, to be found from the measure.

CREATE TABLE resource_request_measure (
    org_id INTEGER NOT NULL REFERENCES org (id),
    request_id INTEGER NOT NULL REFERENCES resource_request (id) ON DELETE CASCADE,
    measure_id INTEGER NOT NULL REFERENCES measure (id) ON DELETE CASCADE,
    PRIMARY KEY (org_id, request_id, measure_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_request_measure_measure ON resource_request_measure (org_id, measure_id, request_id);
CREATE INDEX resource_request_measure_request ON resource_request_measure (request_id);

-- sqlite:
INSERT INTO resource_request_measure (org_id, request_id, measure_id)
    SELECT DISTINCT r.org_id, r.id, m.id FROM resource_request r, json_each(r.measures) j
    JOIN measure m ON m.org_id = r.org_id AND m.number = j.value;
-- end
-- postgres:
INSERT INTO resource_request_measure (org_id, request_id, measure_id)
    SELECT DISTINCT r.org_id, r.id, m.id FROM resource_request r
    CROSS JOIN LATERAL json_array_elements_text(CAST(r.measures AS json)) AS j (x)
    JOIN measure m ON m.org_id = r.org_id AND m.number = j.x;
-- end
