/* The module's rows, what is approved, and what of it leaves with an organisation. */
#include "mod/manual/manual.h"

#include "kernel/approval/approval.h"
#include "kernel/transfer/transfer.h"
#include "mod/manual/manual_private.h"

static const struct transfer_column editions[] = {
    {"page_id", TRANSFER_REF, "manual_page"},
    {"edition", TRANSFER_INT, NULL},
    {"title", TRANSFER_TEXT, NULL},
    {"topic", TRANSFER_TEXT, NULL},
    {"body", TRANSFER_TEXT, NULL},
    {"changes", TRANSFER_TEXT, NULL},
    {"approved_at", TRANSFER_INSTANT, NULL},
    {"approved_by", TRANSFER_BY, NULL},
    {"ended_at", TRANSFER_INSTANT, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("manual_edition", editions, 2),
};

static const struct approval_subject approvals[] = {
    {.reg = &REG_MANUAL_PAGES,
        .send = &PERM_MANUAL_WRITE,
        .decide = &PERM_MANUAL_APPROVE,
        .from = "draft",
        .approve = "approve"},
};

static const struct reg_def *const registers[] = {&REG_MANUAL_PAGES, &REG_MANUAL_FEEDBACKS};

const struct module module_manual = {.name = "manual",
    .routes = manual_routes,
    .n_routes = MANUAL_ROUTES,
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = sizeof approvals / sizeof approvals[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0]};
