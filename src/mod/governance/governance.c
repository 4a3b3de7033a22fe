#include "mod/governance/governance.h"
#include "kernel/approval/approval.h"

static const struct reg_def *const registers[] = {
    &REG_ROLE_ASSIGNMENTS, &REG_POLICIES, &REG_OBLIGATIONS, &REG_MEETINGS, &REG_AUDIT_FINDINGS};

/* A regulation comes into force by its level: a basic policy by others than a check sheet. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_POLICIES,
        .send = &PERM_POLICY_WRITE,
        .decide = &PERM_POLICY_DECIDE,
        .from = "draft",
        .approve = "put_in_force",
        .class_field = "level"},
};

const struct module module_governance = {.name = "governance",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = 1};
