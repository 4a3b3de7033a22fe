#include "kernel/approval/approval.h"
#include "mod/risk/risk_private.h"

static const struct reg_def *const registers[] = {&REG_SYSTEMS, &REG_INFORMATION_ASSETS,
    &REG_NETWORK_SEGMENTS, &REG_NETWORK_CONNECTIONS, &REG_THREATS, &REG_RISKS};

/* That a risk is borne as it is goes round by how large it is. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_RISKS,
        .send = &PERM_RISK_WRITE,
        .decide = &PERM_RISK_ACCEPT,
        .from = "asked",
        .approve = "approve",
        .reject = "reject",
        .class_field = "band"},
};

const struct module module_risk = {.name = "risk",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = sizeof approvals / sizeof approvals[0]};
