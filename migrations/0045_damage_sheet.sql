-- The business-damage sheet of control systems: scenarios of harm, the attack trees that lead there,
-- their steps and the defences of each step.

-- What harm comes to the business.
CREATE TABLE damage_scenario (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    harm TEXT NOT NULL,
    system_id INTEGER REFERENCES system (id),
    detail TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX damage_scenario_uid ON damage_scenario (org_id, uid);
CREATE UNIQUE INDEX damage_scenario_number ON damage_scenario (org_id, number);
CREATE INDEX damage_scenario_live ON damage_scenario (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX damage_scenario_unit ON damage_scenario (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX damage_scenario_name ON damage_scenario (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX damage_scenario_harm ON damage_scenario (org_id, harm, name, id) WHERE deleted_at IS NULL;
CREATE INDEX damage_scenario_system ON damage_scenario (org_id, system_id, name, id) WHERE deleted_at IS NULL;

-- A way there; its value is computed from the three levels.
CREATE TABLE attack_tree (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    scenario_id INTEGER NOT NULL REFERENCES damage_scenario (id),
    tree_no INTEGER NOT NULL,
    threat_level INTEGER,
    vulnerability_level INTEGER,
    damage_level INTEGER,
    value TEXT,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attack_tree_uid ON attack_tree (org_id, uid);
CREATE UNIQUE INDEX attack_tree_number ON attack_tree (org_id, number);
CREATE INDEX attack_tree_live ON attack_tree (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_unit ON attack_tree (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_title ON attack_tree (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_scenario ON attack_tree (org_id, scenario_id, tree_no, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_tree_no ON attack_tree (org_id, tree_no, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_threat_level ON attack_tree (org_id, threat_level, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_vulnerability_level ON attack_tree (org_id, vulnerability_level, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_damage_level ON attack_tree (org_id, damage_level, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_tree_value ON attack_tree (org_id, value, id) WHERE deleted_at IS NULL;

-- A step of a tree.
CREATE TABLE attack_step (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    tree_id INTEGER NOT NULL REFERENCES attack_tree (id),
    step_no INTEGER NOT NULL,
    threat_level INTEGER,
    vulnerability_level INTEGER,
    control_level INTEGER,
    note TEXT,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attack_step_uid ON attack_step (org_id, uid);
CREATE UNIQUE INDEX attack_step_number ON attack_step (org_id, number);
CREATE INDEX attack_step_live ON attack_step (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_unit ON attack_step (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_title ON attack_step (org_id, title, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_tree ON attack_step (org_id, tree_id, step_no, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_step_no ON attack_step (org_id, step_no, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_threat_level ON attack_step (org_id, threat_level, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_vulnerability_level ON attack_step (org_id, vulnerability_level, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_step_control_level ON attack_step (org_id, control_level, id) WHERE deleted_at IS NULL;

-- What stands in a step's way, or should.
CREATE TABLE attack_defence (
    id INTEGER PRIMARY KEY,
    org_id INTEGER NOT NULL REFERENCES org (id),
    uid BLOB NOT NULL,
    number TEXT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    step_id INTEGER NOT NULL REFERENCES attack_step (id),
    part TEXT NOT NULL,
    in_place INTEGER,
    folded TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attack_defence_uid ON attack_defence (org_id, uid);
CREATE UNIQUE INDEX attack_defence_number ON attack_defence (org_id, number);
CREATE INDEX attack_defence_live ON attack_defence (org_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_defence_unit ON attack_defence (org_id, unit_id, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_defence_name ON attack_defence (org_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_defence_step ON attack_defence (org_id, step_id, name, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_defence_part ON attack_defence (org_id, part, name, id) WHERE deleted_at IS NULL;
CREATE INDEX attack_defence_in_place ON attack_defence (org_id, in_place, name, id) WHERE deleted_at IS NULL;
