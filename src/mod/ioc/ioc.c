/* Routes, and what of indicators leaves with an organisation. */
#include "kernel/transfer/transfer.h"
#include "mod/incident/incident.h"
#include "mod/ioc/ioc_private.h"

const struct perm PERM_IOC_READ = {"ioc.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_IOC_WRITE = {"ioc.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_IOC_EXPORT = {"ioc.export", PERM_ROLE, OF_LEADS | OF_CSIRT};

#define CASE "/api/v1/incidents/{id}/iocs"

static const struct route routes[] = {
    {METHOD_GET, CASE, "ioc_list", .perm = &PERM_IOC_READ, .handle = ioc_list,
        .answer = &SHAPE_IOC_LIST},
    {METHOD_POST, CASE, "ioc_add", .perm = &PERM_IOC_WRITE, .handle = ioc_post,
        .body_kind = BODY_JSON, .body = &SHAPE_IOC_NEW, .answer = &SHAPE_IOC_MADE, .status = 201},
    {METHOD_POST, CASE "/{no}/drop", "ioc_drop", .perm = &PERM_IOC_WRITE, .handle = ioc_drop_post,
        .body_kind = BODY_JSON, .body = &SHAPE_IOC_DROP, .status = 204},
    {METHOD_POST, CASE "/stix", "ioc_stix", .perm = &PERM_IOC_EXPORT, .handle = ioc_stix_post,
        .body_kind = BODY_JSON, .body = &SHAPE_IOC_SHARE, .media = "application/stix+json",
        .flags = ROUTE_SECRET},
    {METHOD_POST, CASE "/misp", "ioc_misp", .perm = &PERM_IOC_EXPORT, .handle = ioc_misp_post,
        .body_kind = BODY_JSON, .body = &SHAPE_IOC_SHARE, .media = "application/octet-stream",
        .flags = ROUTE_SECRET},
};

static const struct transfer_column iocs[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"no", TRANSFER_INT, NULL},
    {"type", TRANSFER_TEXT, NULL},
    {"value", TRANSFER_TEXT, NULL},
    {"value_key", TRANSFER_TEXT, NULL},
    {"tlp", TRANSFER_TEXT, NULL},
    {"first_seen", TRANSFER_INSTANT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"added_at", TRANSFER_INSTANT, NULL},
    {"added_by", TRANSFER_BY, NULL},
    {"dropped_at", TRANSFER_INSTANT, NULL},
    {"dropped_by", TRANSFER_BY, NULL},
    {"dropped_reason", TRANSFER_TEXT, NULL},
};
static const struct transfer_table transfers[] = {TRANSFER_TABLE("case_ioc", iocs, 1)};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? ioc_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

const struct module module_ioc = {.name = "ioc",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
