/* The registers of being ready, and what of it leaves with an organisation. */
#include "kernel/transfer/transfer.h"
#include "mod/response/response_private.h"
#include "mod/response/response_starter.h"

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/threat-responses/starter", "threat_response_starter",
        .perm = &PERM_THREAT_RESPONSE_WRITE, .handle = threat_starter_add,
        .answer = &SHAPE_RESPONSE_STARTER_MADE, .status = 201},
};

static const struct transfer_column window[] = {
    {"version", TRANSFER_INT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"phone", TRANSFER_TEXT, NULL},
    {"email", TRANSFER_TEXT, NULL},
    {"chat", TRANSFER_TEXT, NULL},
    {"hours", TRANSFER_TEXT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("response_window", window, 1),
    {.name = "response_link", .left = "secret"},
};

static const struct reg_def *const registers[] = {&REG_THREAT_RESPONSES};

const struct module module_threat_response = {.name = "threat_response",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0]};
