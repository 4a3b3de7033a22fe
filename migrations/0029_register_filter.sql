-- What lists are filtered by has an index (src/app/modules_test.c): choices and references together
-- with the register's usual order, so that a filtered first page is read without sorting; dates and
-- numbers by themselves.

CREATE INDEX unit_kind ON unit (org_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX unit_head_office ON unit (org_id, head_office, id) WHERE deleted_at IS NULL;

CREATE INDEX person_lang ON person (org_id, lang, kana, id) WHERE deleted_at IS NULL;

CREATE INDEX approval_route_active ON approval_route (org_id, active, name, id) WHERE deleted_at IS NULL;
CREATE INDEX approval_route_below ON approval_route (org_id, below_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX approval_route_amount_from ON approval_route (org_id, amount_from, id) WHERE deleted_at IS NULL;
CREATE INDEX approval_route_on_change ON approval_route (org_id, on_change, name, id) WHERE deleted_at IS NULL;

CREATE INDEX inquiry_asker_kind ON inquiry (org_id, asker_kind, received, id) WHERE deleted_at IS NULL;
CREATE INDEX inquiry_state ON inquiry (org_id, state, received, id) WHERE deleted_at IS NULL;
CREATE INDEX inquiry_owner ON inquiry (org_id, owner_id, received, id) WHERE deleted_at IS NULL;

CREATE INDEX measure_priority ON measure (org_id, priority, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_owner ON measure (org_id, owner_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_kind ON measure (org_id, kind, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_layer ON measure (org_id, layer, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_cost_initial ON measure (org_id, cost_initial, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_cost_basis ON measure (org_id, cost_basis, due, id) WHERE deleted_at IS NULL;
CREATE INDEX measure_level_to_reach ON measure (org_id, level_to_reach, id) WHERE deleted_at IS NULL;

CREATE INDEX role_assignment_role ON role_assignment (org_id, role, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_phase ON role_assignment (org_id, phase, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_person ON role_assignment (org_id, person_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_deputy ON role_assignment (org_id, deputy_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_published ON role_assignment (org_id, published, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX role_assignment_appointed_on ON role_assignment (org_id, appointed_on, id) WHERE deleted_at IS NULL;

CREATE INDEX policy_level ON policy (org_id, level, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_state ON policy (org_id, state, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_parent ON policy (org_id, parent_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_owner ON policy (org_id, owner_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_owner_unit ON policy (org_id, owner_unit_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_joint_unit ON policy (org_id, joint_unit_id, reviewed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_approved_on ON policy (org_id, approved_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_effective_on ON policy (org_id, effective_on, id) WHERE deleted_at IS NULL;
CREATE INDEX policy_published ON policy (org_id, published, reviewed_on, id) WHERE deleted_at IS NULL;

CREATE INDEX obligation_kind ON obligation (org_id, kind, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX obligation_valid_from ON obligation (org_id, valid_from, id) WHERE deleted_at IS NULL;
CREATE INDEX obligation_owner ON obligation (org_id, owner_id, checked_on, id) WHERE deleted_at IS NULL;
CREATE INDEX obligation_check_result ON obligation (org_id, check_result, checked_on, id) WHERE deleted_at IS NULL;

CREATE INDEX meeting_kind ON meeting (org_id, kind, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX meeting_state ON meeting (org_id, state, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX meeting_chair ON meeting (org_id, chair_id, held_on, id) WHERE deleted_at IS NULL;

CREATE INDEX audit_finding_audit_kind ON audit_finding (org_id, audit_kind, due, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_severity ON audit_finding (org_id, severity, due, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_state ON audit_finding (org_id, state, due, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_owner ON audit_finding (org_id, owner_id, due, id) WHERE deleted_at IS NULL;
CREATE INDEX audit_finding_verified_on ON audit_finding (org_id, verified_on, id) WHERE deleted_at IS NULL;

CREATE INDEX system_kind ON system (org_id, kind, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_importance ON system (org_id, importance, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_owner ON system (org_id, owner_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_operator ON system (org_id, operator, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_internet_facing ON system (org_id, internet_facing, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_important_information ON system (org_id, important_information, name, id) WHERE deleted_at IS NULL;
CREATE INDEX system_restored_on ON system (org_id, restored_on, id) WHERE deleted_at IS NULL;

CREATE INDEX exercise_kind ON exercise (org_id, kind, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_state ON exercise (org_id, state, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_leader ON exercise (org_id, leader_id, planned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX exercise_participation ON exercise (org_id, participation, id) WHERE deleted_at IS NULL;

CREATE INDEX contact_kind ON contact (org_id, kind, confirmed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX contact_keeper ON contact (org_id, keeper_id, confirmed_on, id) WHERE deleted_at IS NULL;

CREATE INDEX training_audience ON training (org_id, audience, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX training_method ON training (org_id, method, held_on, id) WHERE deleted_at IS NULL;
CREATE INDEX training_invited ON training (org_id, invited, id) WHERE deleted_at IS NULL;
CREATE INDEX training_completion ON training (org_id, completion, id) WHERE deleted_at IS NULL;

CREATE INDEX target_level ON target (org_id, level, id) WHERE deleted_at IS NULL;

CREATE INDEX industry_average_industry ON industry_average (org_id, industry, as_of, id) WHERE deleted_at IS NULL;
CREATE INDEX industry_average_mean ON industry_average (org_id, mean, id) WHERE deleted_at IS NULL;
CREATE INDEX industry_average_n ON industry_average (org_id, n, id) WHERE deleted_at IS NULL;
CREATE INDEX industry_average_sample ON industry_average (org_id, sample, as_of, id) WHERE deleted_at IS NULL;

CREATE INDEX report_issue_type ON report_issue (org_id, type, period, id) WHERE deleted_at IS NULL;

-- What people mean to be the same is the same in filters "contains" and "begins with": as utf8_fold
-- (src/base/utf8.h) does it, which SQLite is given as a function of this name.
-- postgres:
CREATE FUNCTION kaname_fold(given TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT translate(
        replace(lower(normalize(given, NFKC) COLLATE "und-x-icu"), 'ß', 'ss'),
        'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶς', 'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖσ') COLLATE "C"
$$;
-- end
