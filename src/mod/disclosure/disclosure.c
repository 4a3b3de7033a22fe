#include "kernel/approval/approval.h"
#include "mod/disclosure/disclosure_private.h"

static const struct reg_def *const registers[] = {
    &REG_DISCLOSURE_POINTS, &REG_DISCLOSURE_EXCEPTIONS, &REG_DISCLOSURE_PUBLICATIONS};

/* A route can take a point to the people in charge of public relations before the management. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_DISCLOSURE_POINTS,
        .send = &PERM_DISCLOSURE_WRITE,
        .decide = &PERM_DISCLOSURE_AGREE,
        .from = "draft",
        .approve = "agree",
        .class_field = "kind"},
};

const struct module module_disclosure = {.name = "disclosure",
    .routes = disclosure_routes,
    .n_routes = DISCLOSURE_ROUTES,
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = 1};
