/* The module's rows, and what of it leaves with an organisation. */
#include "mod/continuity/continuity.h"

#include "kernel/transfer/transfer.h"
#include "mod/continuity/continuity_private.h"
#include "mod/measure/measure.h"

const struct perm PERM_CONTINUITY_PICTURE = {
    "continuity.picture", PERM_ROLE, OF_READERS | OF_CSIRT};
/* Of those who see it, who may make measures. */
static const struct perm PLAN = {"continuity.plan", PERM_ROLE, OF_LEADS};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/continuity", "continuity", .perm = &PERM_CONTINUITY_PICTURE,
        .handle = continuity_get, .answer = &SHAPE_CONTINUITY},
    {METHOD_GET, "/api/v1/continuity/backups", "continuity_backups",
        .perm = &PERM_CONTINUITY_PICTURE, .handle = continuity_backups_get,
        .answer = &SHAPE_CONTINUITY_BACKUPS},
    {METHOD_POST, "/api/v1/continuity/measures", "continuity_measure_make", .perm = &PLAN,
        .handle = continuity_measure_make, .body_kind = BODY_JSON,
        .body = &SHAPE_CONTINUITY_MEASURE_BODY, .answer = &SHAPE_CONTINUITY_MEASURE, .status = 201},
    /* As far as the caller may read it: nothing is found missing here. */
    {METHOD_GET, "/api/v1/incidents/{id}/recovery", "case_recovery", .perm = &PERM_CONTINUITY_READ,
        .handle = continuity_case_get, .answer = &SHAPE_CASE_RECOVERY},
};

/* Rows go with the measure; those of what is gone itself are told of nowhere. */
static const struct transfer_column findings[] = {
    {"subject", TRANSFER_UUID, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"measure_id", TRANSFER_REF, "measure"},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("continuity_finding", findings, 2),
};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_MEASURES ? continuity_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

static const struct reg_def *const registers[] = {
    &REG_BUSINESS_NEEDS, &REG_RECOVERY_PROCEDURES, &REG_BACKUPS};

const struct module module_continuity = {.name = "continuity",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
