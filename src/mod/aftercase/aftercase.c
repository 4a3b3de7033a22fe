/* Routes and what leaves with an organisation. */
#include "kernel/transfer/transfer.h"
#include "mod/aftercase/aftercase_private.h"
#include "mod/incident/incident.h"

#define CASE "/api/v1/incidents/{id}"

const struct perm PERM_CASE_COST_READ = {"case_cost.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_CASE_COST_WRITE = {"case_cost.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_AFTERCASE_READ = {"aftercase.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_AFTERCASE_WRITE = {"aftercase.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const struct route routes[] = {
    {METHOD_GET, CASE "/costs", "case_costs", .perm = &PERM_CASE_COST_READ,
        .handle = case_costs_get, .answer = &SHAPE_CASE_COSTS},
    {METHOD_PUT, CASE "/costs/{form}", "case_cost_put", .perm = &PERM_CASE_COST_WRITE,
        .handle = case_cost_put_api, .body_kind = BODY_JSON, .body = &SHAPE_CASE_COST_BODY,
        .answer = &SHAPE_CASE_COST, .flags = ROUTE_IF_MATCH},
    {METHOD_GET, "/api/v1/case-costs", "case_cost_figures", .perm = &PERM_CASE_COST_READ,
        .handle = case_cost_figures_get, .query = &SHAPE_CASE_COST_QUERY,
        .answer = &SHAPE_CASE_COST_FIGURES},
    {METHOD_POST, CASE "/measures", "case_measure_add", .perm = &PERM_AFTERCASE_WRITE,
        .handle = case_measure_post, .body_kind = BODY_JSON, .body = &SHAPE_CASE_MEASURE_BODY,
        .answer = &SHAPE_AFTERCASE_MADE, .status = 201},
    {METHOD_GET, CASE "/article", "case_article", .perm = &PERM_AFTERCASE_READ,
        .handle = case_article_get, .answer = &SHAPE_CASE_ARTICLE},
    {METHOD_POST, CASE "/article", "case_article_add", .perm = &PERM_AFTERCASE_WRITE,
        .handle = case_article_post, .body_kind = BODY_JSON, .body = &SHAPE_CASE_ARTICLE_BODY,
        .answer = &SHAPE_AFTERCASE_MADE, .status = 201},
};

static const struct transfer_column costs[] = {
    {"incident_id", TRANSFER_REF, "incident"},
    {"form", TRANSFER_TEXT, NULL},
    {"amount", TRANSFER_INT, NULL},
    {"settled", TRANSFER_INT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_column articles[] = {
    {"incident_id", TRANSFER_REF, "incident"},
    {"article", TRANSFER_TEXT, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("case_article", articles, 1),
    TRANSFER_TABLE("case_cost", costs, 2),
};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? case_cost_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

const struct module module_aftercase = {.name = "aftercase",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
