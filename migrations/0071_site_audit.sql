-- Sites: audits of their answers, minutes, what is done about their state, meetings and duties.

-- An audit of what a site answered: which answers were looked at, and how they were chosen.
CREATE TABLE site_audit (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    site_id INTEGER NOT NULL REFERENCES site (id),
    campaign TEXT NOT NULL,
    way TEXT NOT NULL,
    size INTEGER,
    seed INTEGER,
    item_keys TEXT,
    state TEXT NOT NULL,
    held_on TEXT,
    auditor_id INTEGER REFERENCES person (id),
    answers INTEGER,
    sampled INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_audit_uid ON site_audit (org_id, uid);
CREATE UNIQUE INDEX site_audit_number ON site_audit (org_id, number);
CREATE INDEX site_audit_live ON site_audit (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_unit ON site_audit (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_site ON site_audit (org_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_campaign ON site_audit (org_id, campaign, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_way ON site_audit (org_id, way, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_size ON site_audit (org_id, size, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_state ON site_audit (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_held_on ON site_audit (org_id, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_auditor ON site_audit (org_id, auditor_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answers ON site_audit (org_id, answers, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_sampled ON site_audit (org_id, sampled, id) WHERE deleted_at IS NULL;

-- One answer that was looked at.
CREATE TABLE site_audit_answer (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    audit_id INTEGER NOT NULL REFERENCES site_audit (id),
    item_key TEXT,
    question TEXT,
    answer TEXT,
    answer_comment TEXT,
    state TEXT NOT NULL,
    evidence_seen TEXT,
    note TEXT,
    severity TEXT,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    finding TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_audit_answer_uid ON site_audit_answer (org_id, uid);
CREATE UNIQUE INDEX site_audit_answer_number ON site_audit_answer (org_id, number);
CREATE INDEX site_audit_answer_live ON site_audit_answer (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_unit ON site_audit_answer (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_audit ON site_audit_answer (org_id, audit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_item_key ON site_audit_answer (org_id, item_key, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_state ON site_audit_answer (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_severity ON site_audit_answer (org_id, severity, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_owner ON site_audit_answer (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_due ON site_audit_answer (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX site_audit_answer_finding ON site_audit_answer (org_id, finding, id) WHERE deleted_at IS NULL;

-- Minutes of a committee at a site, and what they say of it.
CREATE TABLE site_minutes (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    site_id INTEGER NOT NULL REFERENCES site (id),
    held_on TEXT NOT NULL,
    minutes TEXT NOT NULL,
    minutes_total INTEGER,
    minutes_security INTEGER,
    basis TEXT,
    share INTEGER,
    mentions INTEGER,
    explained INTEGER,
    nothing_said INTEGER,
    proposal TEXT,
    mark TEXT,
    mark_reason TEXT,
    state TEXT NOT NULL,
    confirmed_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_minutes_uid ON site_minutes (org_id, uid);
CREATE UNIQUE INDEX site_minutes_number ON site_minutes (org_id, number);
CREATE INDEX site_minutes_live ON site_minutes (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_unit ON site_minutes (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_site ON site_minutes (org_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_held_on ON site_minutes (org_id, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_minutes_total ON site_minutes (org_id, minutes_total, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_minutes_security ON site_minutes (org_id, minutes_security, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_basis ON site_minutes (org_id, basis, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_share ON site_minutes (org_id, share, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_mentions ON site_minutes (org_id, mentions, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_explained ON site_minutes (org_id, explained, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_nothing_said ON site_minutes (org_id, nothing_said, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_proposal ON site_minutes (org_id, proposal, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_mark ON site_minutes (org_id, mark, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_state ON site_minutes (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_minutes_confirmed_on ON site_minutes (org_id, confirmed_on, id) WHERE deleted_at IS NULL;

-- What is to be done about a site's state: proposed by rule, decided by a person.
CREATE TABLE site_follow_up (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    site_id INTEGER NOT NULL REFERENCES site (id),
    kind TEXT NOT NULL,
    reason TEXT,
    state TEXT NOT NULL,
    owner_id INTEGER REFERENCES person (id),
    due TEXT,
    result TEXT,
    done_on TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_follow_up_uid ON site_follow_up (org_id, uid);
CREATE UNIQUE INDEX site_follow_up_number ON site_follow_up (org_id, number);
CREATE INDEX site_follow_up_live ON site_follow_up (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_unit ON site_follow_up (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_site ON site_follow_up (org_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_kind ON site_follow_up (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_state ON site_follow_up (org_id, state, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_owner ON site_follow_up (org_id, owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_due ON site_follow_up (org_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX site_follow_up_done_on ON site_follow_up (org_id, done_on, id) WHERE deleted_at IS NULL;

-- A site at a meeting of the sites' officers.
CREATE TABLE site_attendance (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    site_id INTEGER NOT NULL REFERENCES site (id),
    attendance TEXT NOT NULL,
    attendee TEXT,
    compliance INTEGER,
    presented TEXT,
    award TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_attendance_uid ON site_attendance (org_id, uid);
CREATE UNIQUE INDEX site_attendance_number ON site_attendance (org_id, number);
CREATE INDEX site_attendance_live ON site_attendance (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_attendance_unit ON site_attendance (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_attendance_meeting ON site_attendance (org_id, meeting_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_attendance_site ON site_attendance (org_id, site_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_attendance_attendance ON site_attendance (org_id, attendance, id) WHERE deleted_at IS NULL;
CREATE INDEX site_attendance_compliance ON site_attendance (org_id, compliance, id) WHERE deleted_at IS NULL;

-- Who does what while check lists are made and while they are run.
CREATE TABLE site_duty (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    party TEXT NOT NULL,
    phase TEXT NOT NULL,
    detail TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX site_duty_uid ON site_duty (org_id, uid);
CREATE UNIQUE INDEX site_duty_number ON site_duty (org_id, number);
CREATE INDEX site_duty_live ON site_duty (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX site_duty_party ON site_duty (org_id, party, id) WHERE deleted_at IS NULL;
CREATE INDEX site_duty_phase ON site_duty (org_id, phase, id) WHERE deleted_at IS NULL;

-- How long corrections may be late before who is told, and by which words minutes are read.
CREATE TABLE site_setting (
    org_id INTEGER PRIMARY KEY REFERENCES org (id),
    officer_days INTEGER NOT NULL,
    head_days INTEGER NOT NULL,
    plus_share INTEGER NOT NULL,
    words TEXT NOT NULL,         -- JSON lists of texts
    nothing_words TEXT NOT NULL,
    head_words TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER
) STRICT;

-- Who has been told of a correction that is late, so that nobody is told twice.
CREATE TABLE site_escalation (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    finding TEXT NOT NULL, -- its uid as text
    due TEXT NOT NULL,     -- the day that has passed
    step TEXT NOT NULL,
    told_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX site_escalation_once ON site_escalation (org_id, finding, due, step);
