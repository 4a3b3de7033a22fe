/* The module's rows for the engines. */
#include "mod/sharing/sharing.h"

#include "kernel/approval/approval.h"
#include "mod/sharing/sharing_private.h"

const struct perm PERM_SHARING_READ = {"sharing.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_SHARING_WRITE = {"sharing.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_SHARING_DECIDE = {"sharing.decide", PERM_ROLE, OF_EXECUTIVE};

static const struct reg_def *const registers[] = {
    &REG_SHARING_POINTS, &REG_SHARING_STANCES, &REG_PUBLICATION_DECISIONS, &REG_RUMOURS};

/* Where no route is set the management decides at one press. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_SHARING_POINTS,
        .send = &PERM_SHARING_WRITE,
        .decide = &PERM_SHARING_DECIDE,
        .from = "draft",
        .approve = "agree",
        .class_field = "topic"},
    {.reg = &REG_PUBLICATION_DECISIONS,
        .send = &PERM_SHARING_WRITE,
        .decide = &PERM_SHARING_DECIDE,
        .from = "draft",
        .approve = "decide",
        .class_field = "decision"},
};

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/sharing-points/starter", "sharing_starter", .perm = &PERM_SHARING_WRITE,
        .handle = sharing_starter_post, .answer = &SHAPE_SHARING_STARTER_MADE, .status = 201},
};

const struct module module_sharing = {.name = "sharing",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = sizeof approvals / sizeof approvals[0],
    .watch = &publication_watch};
