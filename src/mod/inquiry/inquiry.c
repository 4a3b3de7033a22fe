#include "kernel/approval/approval.h"
#include "mod/inquiry/inquiry_private.h"

static const struct reg_def *const registers[] = {&REG_INQUIRIES, &REG_STATEMENTS};

/* What leaves the house goes round by who asks. */
static const struct approval_subject approvals[] = {
    {.reg = &REG_INQUIRIES,
        .send = &PERM_INQUIRY_WRITE,
        .decide = &PERM_INQUIRY_APPROVE,
        .from = "answering",
        .approve = "approve",
        .class_field = "asker_kind",
        .beside = inquiry_book_beside,
        .ready = inquiry_ready},
};

const struct module module_inquiry = {.name = "inquiry",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .approvals = approvals,
    .n_approvals = 1,
    .transfers = inquiry_transfers,
    .n_transfers = INQUIRY_TRANSFERS};

const struct module module_inquiry_book = {
    .name = "inquiry_book", .routes = book_routes, .n_routes = BOOK_ROUTES};
const struct module module_inquiry_row = {
    .name = "inquiry_row", .routes = row_routes, .n_routes = ROW_ROUTES};
const struct module module_statement = {
    .name = "statement", .routes = statement_routes, .n_routes = STATEMENT_ROUTES};
