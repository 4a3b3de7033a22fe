/* What is analysed when something happens, per threat: what the firm does and what a vendor, what
 * that costs and whether insurance bears it (practice 7-3, table 2-7.4). That it was done, or was
 * waived, is the incident's. */
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/response/response_private.h"
#include "mod/response/response_starter.h"
#include "mod/risk/risk.h"

#include <string.h>

static const struct perm READ = {"analysis_plan.read", PERM_ROLE, OF_READERS | OF_CSIRT};
static const struct perm WRITE = {"analysis_plan.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const covered_keys[] = {"unknown", "none", "partly", "full", NULL};
static const struct option_set COVERED = {"analysis_cover", covered_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 80},
    {.key = "position",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .min = 1,
        .max = 999},
    {.key = "threat",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "threat-responses",
        .column = "threat_id"},
    {.key = "own_work",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = 5000},
    {.key = "vendor_work", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
    {.key = "vendor",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "suppliers",
        .column = "vendor_id"},
    {.key = "contact", .type = FIELD_REF, .ref = "contacts", .column = "contact_id"},
    {.key = "cost", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "policy", .type = FIELD_REF, .ref = "insurance-policies", .column = "policy_id"},
    {.key = "covered",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &COVERED},
    {.key = "cover_note", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "agreed_on", .type = FIELD_DATE},
    {.key = "reviewed_on", .type = FIELD_DATE},
    {.key = "source", .type = FIELD_TEXT, .max = 300},
};

/* Cover is a policy's. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    const char *covered = body_text(record->after, "covered");
    bool borne = strcmp(covered, "partly") == 0 || strcmp(covered, "full") == 0;
    if (borne && body_text(json_object_get(record->after, "policy"), "id") == NULL)
        problem_field(c->problem, "/policy", "required");
    return ERR_OK;
}

const struct reg_def REG_ANALYSIS_PLANS = {
    .name = "analysis-plans",
    .singular = "analysis_plan",
    .schema = "AnalysisPlan",
    .table = "analysis_plan",
    .prefix = "YP",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .check = check,
};

/* ---- the usual plans ---- */

static const char *const formats[] = {"kaname-analysis-plans/1", NULL};
static const struct option_set FORMAT = {"analysis_plans_format", formats};

enum { STARTER_MOST = 40, WORK_MOST = 20 };

static const struct field one_fields[] = {
    CATALOG_CHOICE("threat", OPTIONS_THREAT_KEY),
    CATALOG_TEXTS("title"),
    {.key = "own",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = WORK_MOST,
        .shape = &SHAPE_SHEET_TEXTS},
    {.key = "vendor",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = WORK_MOST,
        .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ONE = SHAPE("StarterAnalysisPlan", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "plans",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterAnalysisPlans", set_fields);

/* Tied to the threat of the table that has the same key, where there is one. */
static enum err body(struct call *c, const json_t *one, json_t **ret_body)
{
    json_t *threats = NULL;
    const struct reg_where where[] = {{"threat_key", "eq", body_text(one, "threat")}};
    enum err e = reg_list(c, &REG_THREAT_RESPONSES, where, 1, "position", 1, &threats);
    if (e != ERR_OK)
        return e;
    *ret_body = reg_keep(
        c, json_pack("{s:s, s:s, s:s, s:s*}", "own_work", response_starter_lines(c, one, "own"),
               "vendor_work", response_starter_lines(c, one, "vendor"), "covered", "unknown",
               "threat", body_text(json_array_get(threats, 0), "id")));
    return *ret_body == NULL ? ERR_INTERNAL : ERR_OK;
}

static enum err starter_add(struct req *r)
{
    static const struct response_starter starter = {
        "catalog/analysis-plans/", &SHAPE_SET, "plans", &REG_ANALYSIS_PLANS, body};
    return response_starter_run(r, &starter);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/analysis-plans/starter", "analysis_plan_starter", .perm = &WRITE,
        .handle = starter_add, .answer = &SHAPE_RESPONSE_STARTER_MADE, .status = 201},
};

static const struct reg_def *const registers[] = {&REG_ANALYSIS_PLANS};

const struct module module_analysis_plan = {.name = "analysis_plan",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
