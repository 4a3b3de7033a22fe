-- The audit list by subject, by account and by record, newest first, without looking at every entry.

CREATE INDEX audit_subject_seq ON audit (org_id, subject, seq);
CREATE INDEX audit_account_seq ON audit (org_id, account_id, seq);
CREATE INDEX audit_record_seq ON audit (org_id, subject_uid, seq) WHERE subject_uid IS NOT NULL;
