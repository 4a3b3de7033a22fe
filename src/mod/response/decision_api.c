/* Routes of the decision matrix: the default table, and the question who decides. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/response/response_private.h"
#include "mod/response/response_starter.h"

#include <string.h>

#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- who decides ---- */

static enum decision_part part_of(const json_t *record, enum decision_rank rank)
{
    const char *key = body_text(record, OPTIONS_DECISION_RANK.keys[rank]);
    int i = 0;
    while (i + 1 < DECISION_PART_MAX && strcmp(OPTIONS_DECISION_PART.keys[i], key) != 0)
        i++;
    return (enum decision_part)i;
}

enum err response_decider(
    struct call *c, const char *action, const char *impact, struct response_decider *ret_decider)
{
    json_t *found = NULL;
    const struct reg_where where[] = {{"action", "eq", action}, {"impact", "eq", impact}};
    enum err e = reg_list_for_all(c, &REG_RESPONSE_DECISIONS, where, 2, "position", 1, &found);
    const json_t *one = json_array_get(found, 0);
    if (e != ERR_OK || one == NULL)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    ret_decider->id = body_text(one, "id");
    ret_decider->number = body_text(one, "number");
    ret_decider->title = body_text(one, "title");
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        ret_decider->parts[i] = part_of(one, (enum decision_rank)i);
    return ERR_OK;
}

static const struct field asked_fields[] = {
    {.key = "action",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_DECISION_ACTION},
    {.key = "impact",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_DECISION_IMPACT},
};
static const struct shape SHAPE_ASKED = SHAPE("DecisionAsked", asked_fields);

static const struct field rank_fields[] = {
    {.key = "rank", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_DECISION_RANK},
    {.key = "part", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_DECISION_PART},
};
static const struct shape SHAPE_RANK = SHAPE("DecisionRank", rank_fields);

static const struct field decider_fields[] = {
    {.key = "decision",
        .type = FIELD_REF,
        .flags = MAYBE,
        .ref = "response-decisions"}, /* null: the matrix does not say */
    {.key = "ranks", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_RANK},
};
static const struct shape SHAPE_DECIDER = SHAPE("Decider", decider_fields);

static void write_ranks(struct jw *w, const struct response_decider *decider)
{
    for (int i = 0; i < DECISION_RANK_MAX; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "rank", OPTIONS_DECISION_RANK.keys[i]);
        jw_kstr(w, "part", OPTIONS_DECISION_PART.keys[decider->parts[i]]);
        jw_obj_end(w);
    }
}

static enum err decider_get(struct req *r)
{
    struct response_decider decider = {.id = NULL};
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_decider(&r->call, req_query(r, "action"), req_query(r, "impact"), &decider);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "decision");
    if (e == ERR_NOT_FOUND) {
        jw_null(&w);
    } else {
        jw_obj_begin(&w);
        jw_kstr(&w, "id", decider.id);
        jw_kstr(&w, "number", decider.number);
        jw_kstr(&w, "title", decider.title);
        jw_obj_end(&w);
    }
    jw_key(&w, "ranks");
    jw_arr_begin(&w);
    if (e == ERR_OK)
        write_ranks(&w, &decider);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the default table ---- */

static const char *const formats[] = {"kaname-decisions/1", NULL};
static const struct option_set FORMAT = {"decisions_format", formats};

enum { STARTER_MOST = 40 };

static const struct field one_fields[] = {
    CATALOG_TEXTS("title"),
    CATALOG_CHOICE("action", OPTIONS_DECISION_ACTION),
    CATALOG_CHOICE("impact", OPTIONS_DECISION_IMPACT),
    CATALOG_CHOICE("staff", OPTIONS_DECISION_PART),
    CATALOG_CHOICE("head", OPTIONS_DECISION_PART),
    CATALOG_CHOICE("management", OPTIONS_DECISION_PART),
    CATALOG_CHOICE("headquarters", OPTIONS_DECISION_PART),
};
static const struct shape SHAPE_ONE = SHAPE("StarterDecision", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "decisions",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterDecisions", set_fields);

static enum err body(struct call *c, const json_t *one, json_t **ret_body)
{
    static const char *const keys[] = {
        "action", "impact", "staff", "head", "management", "headquarters"};
    *ret_body = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        json_object_set(*ret_body, keys[i], json_object_get(one, keys[i]));
    return ERR_OK;
}

static enum err starter_add(struct req *r)
{
    static const struct response_starter starter = {
        "catalog/decisions/", &SHAPE_SET, "decisions", &REG_RESPONSE_DECISIONS, body};
    return response_starter_run(r, &starter);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/response-decider", "response_decider", .perm = &PERM_DECISION_READ,
        .handle = decider_get, .query = &SHAPE_ASKED, .answer = &SHAPE_DECIDER},
    {METHOD_POST, "/api/v1/response-decisions/starter", "response_decision_starter",
        .perm = &PERM_DECISION_WRITE, .handle = starter_add, .answer = &SHAPE_RESPONSE_STARTER_MADE,
        .status = 201},
};

static const struct reg_def *const registers[] = {&REG_RESPONSE_DECISIONS};

const struct module module_response_decision = {.name = "response_decision",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
