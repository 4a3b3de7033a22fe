/* Routes, and what of evidence leaves with an organisation. */
#include "base/limits.h"
#include "kernel/transfer/transfer.h"
#include "mod/custody/custody_private.h"
#include "mod/incident/incident.h"

/* Which pieces there are is for who may read the case: its history tells of them. What is in them
 * is for fewer. */
const struct perm PERM_CUSTODY_READ = {
    "custody.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_CUSTODY_FETCH = {
    "custody.fetch", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_AUDITOR};
const struct perm PERM_CUSTODY_WRITE = {"custody.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

#define CASE "/api/v1/incidents/{id}/evidence"

/* What gives evidence out writes in its chain who had it. So it is a POST, which no other site
 * sends in somebody's name; by a person, since a chain does not name tokens; and done again when
 * sent again, since bytes are not kept for an Idempotency-Key. */
enum { LEAVES = ROUTE_PERSON | ROUTE_SECRET };

static const struct route routes[] = {
    {METHOD_GET, CASE, "custody_list", .perm = &PERM_CUSTODY_READ, .handle = custody_list,
        .answer = &SHAPE_CUSTODY_LIST},
    {METHOD_POST, CASE, "custody_add", .perm = &PERM_CUSTODY_WRITE, .handle = custody_post,
        .body_kind = BODY_JSON, .body = &SHAPE_CUSTODY_NEW, .answer = &SHAPE_CUSTODY_ITEM,
        .status = 201},
    {METHOD_GET, CASE "/{no}", "custody_get", .perm = &PERM_CUSTODY_READ, .handle = custody_get,
        .query = &SHAPE_CUSTODY_QUERY, .answer = &SHAPE_CUSTODY_ITEM},
    {METHOD_POST, CASE "/{no}/file", "custody_file_add", .perm = &PERM_CUSTODY_WRITE,
        .handle = custody_file_post, .body_kind = BODY_UPLOAD, .answer = &SHAPE_CUSTODY_ITEM,
        .status = 201},
    {METHOD_POST, CASE "/{no}/fetch", "custody_file", .perm = &PERM_CUSTODY_FETCH,
        .handle = custody_file_fetch, .media = "application/octet-stream", .flags = LEAVES},
    {METHOD_POST, CASE "/{no}/custody", "custody_event_add", .perm = &PERM_CUSTODY_WRITE,
        .handle = custody_event_post, .body_kind = BODY_JSON, .body = &SHAPE_CUSTODY_EVENT_NEW,
        .answer = &SHAPE_CUSTODY_ITEM, .status = 201},
    {METHOD_POST, "/api/v1/incidents/{id}/evidence-export", "custody_export",
        .perm = &PERM_CUSTODY_WRITE, .handle = custody_export, .media = "application/x-tar",
        .flags = LEAVES},
};

static const struct transfer_column items[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"no", TRANSFER_INT, NULL},
    {"title", TRANSFER_TEXT, NULL},
    {"source", TRANSFER_TEXT, NULL},
    {"collected_at", TRANSFER_INSTANT, NULL},
    {"file_id", TRANSFER_REF, "file"},
    {"added_at", TRANSFER_INSTANT, NULL},
    {"added_by", TRANSFER_BY, NULL},
};
static const struct transfer_column events[] = {
    {"id", TRANSFER_ID, NULL},
    {"item_id", TRANSFER_REF, "custody_item"},
    {"seq", TRANSFER_INT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"holder", TRANSFER_TEXT, NULL},
    {"place", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"happened_at", TRANSFER_INSTANT, NULL},
    {"written_at", TRANSFER_INSTANT, NULL},
    {"written_by", TRANSFER_BY, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("custody_item", items, 1),
    TRANSFER_TABLE("custody_event", events, 1),
};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? custody_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

const struct module module_custody = {.name = "custody",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
